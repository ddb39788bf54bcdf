import Arguments
import LogDirectories
import Reports
import Scalars

/// `tfevents export`: every scalar of every run.
enum ExportCommand: RunnableCommand {
  static let superseded = Option<Bool>.flag(
    "superseded", help: "Add a column that says which points a restart replaced")

  static let command = Command(
    "export",
    summary: "Scalars as CSV",
    about: "Write every scalar of every run as CSV: run,tag,step,wall_time,value.",
    positionals: [Shared.paths],
    sections: [
      OptionSection("Choose", [Shared.runs, Shared.notRuns, Shared.tags]),
      OptionSection("Steps written twice", [Shared.overlap, superseded, Shared.runPerFile]),
      OptionSection("Output", [Shared.output]),
      Shared.work,
    ],
    examples: [
      "tfevents export runs > scalars.csv",
      "tfevents export runs --tag '*loss*' -o loss.csv",
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "no point matched"), ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let selection = try RunSelection(arguments)
    let options = options(arguments)
    var points = 0
    try session.withAnswer(arguments[Shared.output]) { (answer) throws(CommandError) in
      var table = PointTable(withSuperseded: arguments[superseded])
      for run in selection.runs {
        var reader = RunReader(run, options: options)
        points += try export(&reader, of: run, options: options, to: &table, answer)
        for warning in reader.report.warnings(run: run.name) { session.warn(warning) }
      }
      try answer.drain(&table.csv.buffer)
    }
    return points == 0 ? .no : .done
  }
}

extension ExportCommand {
  /// Every point, unless a policy was asked for or its marks.
  private static func options(_ arguments: ParsedArguments) -> RunReadOptions {
    var options = RunReadOptions(arguments)
    if arguments[superseded] {
      options.deliversSuperseded = true
    } else if arguments.source(of: Shared.overlap) == .byDefault {
      options.policy = .raw
    }
    return options
  }

  private static func export(
    _ reader: inout RunReader, of run: Run, options: RunReadOptions, to table: inout PointTable,
    _ answer: Answer
  ) throws(CommandError) -> Int {
    table.beginRun()
    var points = 0
    try reader.forEachStandingBatch(surveyed: options.policy != .raw, options: options) {
      (reader, batch) throws(CommandError) in
      while table.seriesCount < reader.series.count {
        let series = reader.series[table.seriesCount]
        table.addSeries(
          run: run.directoryName(ofMember: series.memberName), tag: series.tag,
          type: series.numberType)
      }
      for row in 0..<batch.count {
        let isSuperseded = !reader.superseded.isEmpty && reader.superseded[row]
        table.add(batch, row: row, isSuperseded: isSuperseded)
      }
      points += batch.count
      try answer.drainIfFull(&table.csv.buffer)
    }
    return points
  }
}
