import Arguments
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// `tfevents tags`: lists the runs and tags.
enum TagsCommand: RunnableCommand {
  /// How the answer is written.
  enum Format: String, CaseIterable, Sendable { case table, csv, jsonl }

  static let format = Option<Format?>.optional(
    "format", short: "f", "F", .choice, shows: "table on a terminal, csv in a pipe",
    help: "table, csv or jsonl")

  private static let endings: [(String, Format)] = [
    (".csv", .csv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".txt", .table),
  ]

  static let command = Command(
    "tags",
    summary: "List runs and tags",
    about: "List the tags of each run: points, first and last step, first and last value.",
    positionals: [Shared.paths],
    sections: [
      OptionSection(
        "Choose", [Shared.runs, Shared.notRuns, Shared.tags, Shared.source, Shared.tar]),
      OptionSection(
        "Steps written twice",
        [Shared.overlap, Shared.runPerFile]),
      OptionSection("Output", [format, Shared.output, Shared.colour, Shared.ascii]),
      Shared.work,
    ],
    examples: ["tfevents tags runs", "tfevents tags runs --tag '*loss*' -f csv"],
    exitStatuses: [ExitStatus(0, "done"), ExitStatus(1, "no tag matched"), ExitStatus(2, "error")])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let usual: Format = session.output.isTerminal && arguments[Shared.output] == nil ? .table : .csv
    let form = try OutputName(arguments[Shared.output]).format(
      asked: arguments[format], endings: endings, usual: usual)
    let selection = try RunSelection(arguments, in: session)
    try session.refuse(output: arguments[Shared.output], onto: selection.found.reads)
    selection.warn(in: session)
    var options = RunReadOptions(arguments)
    let tellsLeftOut = arguments.source(of: Shared.overlap) == .byDefault
    options.useThreads(arguments.threads(perItemOf: selection.runs.count))
    let reading = options
    var count = 0
    var isIncomplete = !selection.unread.isEmpty
    var leftOut = LeftOut()
    try session.withAnswer(arguments[Shared.output]) { (answer) throws(CommandError) in
      var writer = TagWriter(form, terminal: session.terminal(arguments))
      var text = ByteBuffer()
      try forEachInOrder(
        selection.runs, jobs: arguments[Shared.jobs], context: { ScalarBatch() },
        work: { RunTags($0, options: reading, space: &$1) }
      ) { (run) throws(CommandError) in
        count += run.tags.count
        leftOut.add(run.superseded)
        if run.isIncomplete { isIncomplete = true }
        for warning in run.warnings { session.warn(warning) }
        text.append(writer.add(run).bytes)
        // On a terminal each run is shown at once; to a pipe, output is written in chunks.
        if session.output.isTerminal {
          try answer.drain(&text)
        } else {
          try answer.drainIfFull(&text)
        }
      }
      try answer.drain(&text)
    }
    if tellsLeftOut { leftOut.tell(in: session) }
    if count == 0, !isIncomplete { selection.warnOfNoTag(arguments, in: session) }
    return count > 0 ? .done : isIncomplete ? .incomplete : .no
  }
}

/// The tags of one run.
struct RunTags: Sendable {
  let name: String
  let tags: [TagSummary]
  let warnings: [String]
  let isIncomplete: Bool
  /// How many points a restart replaced.
  let superseded: Int

  /// The series of a run that have points, and what could not be read of it.
  static func read(
    _ run: Run, options: RunReadOptions
  ) -> (series: [RunSeries], unread: [String]) {
    var reader = RunReader(run, options: options)
    var batch = ScalarBatch()
    while reader.read(into: &batch) != .end {}
    let series = zip(reader.series, reader.statistics).filter { $1.points > 0 }.map(\.0)
    return (series, reader.report.unread)
  }

  /// Reads a run; `batch` is reused for its points.
  init(_ run: Run, options: RunReadOptions, space batch: inout ScalarBatch) {
    var reader = RunReader(run, options: options)
    while reader.read(into: &batch) != .end {}
    name = run.name
    tags = zip(reader.series, reader.statistics).map { series, statistics in
      TagSummary(
        run: run.directoryName(ofMember: series.memberName), tag: series.tag,
        type: series.numberType, points: statistics.points,
        first: statistics.points > 0 ? statistics.first : nil,
        last: statistics.points > 0 ? statistics.last : nil)
    }
    warnings = reader.report.warnings
    isIncomplete = !reader.report.unread.isEmpty
    superseded = reader.report.superseded
  }
}

/// Writes the tags of run after run.
private struct TagWriter {
  let format: TagsCommand.Format
  let terminal: Terminal
  var isFirst = true

  init(_ format: TagsCommand.Format, terminal: Terminal) {
    self.format = format
    self.terminal = terminal
  }

  mutating func add(_ run: RunTags) -> ByteBuffer {
    defer { isFirst = false }
    switch format {
    case .csv: return TagTable.csv(run.tags, withHeader: isFirst)
    case .jsonl: return TagTable.jsonLines(run.tags)
    case .table:
      var text = ByteBuffer()
      if !isFirst { text.append("\n") }
      let name = printable(run.name, unicode: terminal.unicode)
      text.append(terminal.styled(name, .bold) + "\n")
      for line in TagTable.lines(run.tags, for: terminal) { text.append(line + "\n") }
      return text
    }
  }
}
