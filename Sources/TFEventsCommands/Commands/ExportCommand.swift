import Arguments
import Databases
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// `tfevents export`: every scalar of every run.
enum ExportCommand: RunnableCommand {
  static let superseded = Option<Bool>.flag(
    "superseded", help: "Add a column that says which points a restart replaced")

  static let command = Command(
    "export",
    summary: "Scalars as CSV, JSONL, SQLite, event file …",
    about: "Write every scalar of every run: run,tag,step,wall_time,value.",
    positionals: [Shared.paths],
    sections: [
      OptionSection(
        "Choose runs and tags",
        [Shared.runs, Shared.notRuns, Shared.tags, Shared.source, Shared.tar]),
      OptionSection(
        "Choose points",
        [
          ExportOptions.steps, ExportOptions.every, ExportOptions.maximum, ExportOptions.smooth,
        ]),
      OptionSection(
        "Steps written twice",
        [
          Shared.overlap, superseded,
          Shared.runPerFile,
        ]),
      OptionSection(
        "Output",
        [
          ExportOptions.format, Shared.output, ExportOptions.wide, ExportOptions.like,
          ExportOptions.columns, ExportOptions.time, ExportOptions.mayStartOver,
        ]),
      Shared.work,
    ],
    examples: [
      "tfevents export runs > scalars.csv",
      "tfevents export runs --tag '*loss*' -o loss.csv.gz",
      "tfevents export runs --wide -o loss.csv",
      "tfevents export runs -o runs.sqlite",
      "tfevents export runs -o runs.parquet",
      "tfevents export runs/my-run --overlap resume -o clean/events.out.tfevents.1",
      "ssh node cat run/events.out.tfevents.1 | tfevents export -",
    ],
    notes: [
      "export writes the points that analyze judges: if a job was restarted, the points that it replaced "
        + "are left out, and counted on standard error; --overlap raw writes every point. -o x.sqlite and "
        + "--superseded write the replaced points too, and mark them. The suffix of -o chooses the format, "
        + "and .gz after it compresses. --smooth, --max-points and --wide hold one run in memory; "
        + "--max-points keeps the points that span the largest triangles (LTTB).",
      "A path - is one event file on standard input.",
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "no point matched"),
      ExitStatus(2, "error, or something could not be read"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let plan = try ExportPlan(arguments)
    let selection = try RunSelection(arguments, in: session)
    selection.warn(in: session)
    try session.refuse(output: plan.output, onto: selection.found.reads)
    if plan.format.kind == .database {
      return try toDatabase(plan, selection, arguments, in: session)
    }
    try ExportSurvey(plan, selection).check()
    var points = 0
    var isIncomplete = !selection.unread.isEmpty
    try session.withAnswer(plan.output) { (answer) throws(CommandError) in
      let tags = plan.isWide ? ExportSurvey(plan, selection).tags : nil
      var export = Export(plan, wideTags: tags?.names, to: answer)
      try export.add(selection.runs, jobs: arguments[Shared.jobs], in: session)
      try export.end()
      points = export.points
      if plan.tellsLeftOut { export.leftOut.tell(in: session) }
      if let unread = tags?.unread, !unread.isEmpty, !export.isIncomplete {
        for warning in unread.warnings { session.warn(warning) }
        isIncomplete = true
      }
      isIncomplete = isIncomplete || export.isIncomplete
      if points == 0 { answer.withhold() }
    }
    if points == 0 { warnOfNothing(plan, selection, arguments, isIncomplete, in: session) }
    return isIncomplete ? .incomplete : points == 0 ? .no : .done
  }

  /// Prints that there was nothing to write, and why, if that is known.
  private static func warnOfNothing(
    _ plan: ExportPlan, _ selection: RunSelection, _ arguments: ParsedArguments,
    _ isIncomplete: Bool, in session: Session
  ) {
    if !isIncomplete, arguments[ExportOptions.steps] == nil {
      selection.warnOfNoTag(arguments, in: session)
    }
    guard let path = OutputName(plan.output).path else { return }
    session.warn("warning: no point matched; \(path) was not written")
  }

  private static func toDatabase(
    _ plan: ExportPlan, _ selection: RunSelection, _ arguments: ParsedArguments,
    in session: Session
  ) throws(CommandError) -> Outcome {
    if let obstacle = SQLiteDatabase.obstacle { throw .usage(obstacle) }
    let path = plan.output ?? ""
    let file = try session.fileToWrite(path)
    // If the file is written in place, SQLite would add to its old content.
    if file.draft == nil { try close(file) }
    let written: (points: Int, isIncomplete: Bool)
    do throws(SQLiteError) {
      written = try fillDatabase(file.draft ?? path, plan, selection, in: session)
    } catch {
      file.abandon()
      throw .usage(UsageError("\(path) cannot be written: \(error.message)"))
    }
    if written.points == 0 {
      file.abandon()
      let isIncomplete = written.isIncomplete || !selection.unread.isEmpty
      warnOfNothing(plan, selection, arguments, isIncomplete, in: session)
    } else if file.draft != nil {
      try close(file)
    }
    if written.isIncomplete || !selection.unread.isEmpty { return .incomplete }
    return written.points == 0 ? .no : .done
  }

  private static func close(_ file: OutputFile) throws(CommandError) {
    do throws(OutputError) { try file.close() } catch { throw .output(error) }
  }

  /// Writes a database, which is closed when this returns.
  private static func fillDatabase(
    _ path: String, _ plan: ExportPlan, _ selection: RunSelection, in session: Session
  ) throws(SQLiteError) -> (points: Int, isIncomplete: Bool) {
    try Export.write(selection.runs, plan, to: SQLitePoints(path: path), in: session)
  }
}
