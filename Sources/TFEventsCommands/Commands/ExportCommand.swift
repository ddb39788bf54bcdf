import Arguments
import LogDirectories
import Reports
import Scalars
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
        "Choose runs and tags", [Shared.runs, Shared.notRuns, Shared.tags, Shared.source]),
      OptionSection(
        "Choose points",
        [
          ExportOptions.steps, ExportOptions.every, ExportOptions.maximum, ExportOptions.smooth,
        ]),
      OptionSection("Steps written twice", [Shared.overlap, superseded, Shared.runPerFile]),
      OptionSection(
        "Output",
        [
          ExportOptions.format, Shared.output, ExportOptions.wide, ExportOptions.like,
          ExportOptions.columns, ExportOptions.time,
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
      "Every point is written, those a restart replaced among them, unless --overlap says otherwise; "
        + "--wide, -f tfevents and --like write what stands. The suffix of -o chooses the format, and "
        + ".gz after it compresses. --smooth and --max-points hold one run in memory, --wide, too; "
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
    if plan.format == .sqlite { return try toDatabase(plan, selection, in: session) }
    try ExportSurvey(plan, selection).check()
    var points = 0
    var isIncomplete = !selection.unread.isEmpty
    try session.withAnswer(plan.output, compressed: plan.isCompressed) {
      (answer) throws(CommandError) in
      let tags = plan.isWide ? ExportSurvey(plan, selection).tags : nil
      var export = Export(plan, wideTags: tags?.names, to: answer)
      try export.add(selection.runs, jobs: arguments[Shared.jobs], in: session)
      try export.end()
      points = export.points
      if let unread = tags?.unread, !unread.isEmpty, !export.isIncomplete {
        for warning in unread.warnings { session.warn(warning) }
        isIncomplete = true
      }
      isIncomplete = isIncomplete || export.isIncomplete
    }
    return isIncomplete ? .incomplete : points == 0 ? .no : .done
  }

  private static func toDatabase(
    _ plan: ExportPlan, _ selection: RunSelection, in session: Session
  ) throws(CommandError) -> Outcome {
    let path = plan.output ?? ""
    // Creating the file empties an old one, which SQLite would add to.
    try session.withAnswer(path) { (_) throws(CommandError) in }
    let written: (points: Int, isIncomplete: Bool)
    do throws(SQLiteError) {
      let database = try SQLitePoints(path: path)
      written = try Export.write(selection.runs, plan, to: database, in: session)
    } catch {
      throw .usage(UsageError("\(path) cannot be written: \(error.message)"))
    }
    if written.isIncomplete || !selection.unread.isEmpty { return .incomplete }
    return written.points == 0 ? .no : .done
  }
}
