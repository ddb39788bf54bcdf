import Arguments
import LogDirectories
import Reports
import Scalars
import Statistics
import TrainingRuns

/// `tfevents plot`: curves in the terminal, as SVG, or as a page.
enum PlotCommand: RunnableCommand {
  static let output = Option<String?>.optional(
    "output", short: "o", "FILE", .file, help: "Write there: x.svg, x.png, report.html, else text")
  static let format = Option<PlotFormat?>.optional(
    "format", short: "f", "F", .choice, shows: "by the file's suffix",
    help: "text, svg, html or png")
  static let compare = Option<Bool>.flag(
    "compare",
    help: "In an HTML page, also draw the best runs in one chart; text and SVG always do so"
  )
  static let axis = Option<HorizontalAxis.Kind>.value(
    "x", "AXIS", .choice, default: .step, shows: "step", help: "step, time, wall or epoch")
  static let logarithmic = Option<Bool>.flag("log-y", help: "A logarithmic vertical axis")
  static let smoothing = Option<Smoothing?>.optional(
    "smooth", "HOW", .smoothing, shows: "centered, 5 % of the points",
    help: "tb:0.6, window:100, centered:51 or none")
  static let rows = Option<Int>.value(
    "rows", "N", .integer(in: 3...200), default: 14, shows: "14",
    help: "The height of a plot in the terminal")

  static let command = Command(
    "plot",
    summary: "Draw curves in the terminal, or as SVG or HTML",
    about: "Draw what each run is judged by, with its verdict, best step and remarks.",
    positionals: [Shared.paths],
    sections: [
      OptionSection("Choose runs", [Shared.runs, Shared.notRuns, Shared.source, Shared.tar]),
      OptionSection(
        "Choose the metric", [Shared.metric, Shared.train, Shared.direction, Shared.tags]),
      OptionSection("Arrange", [compare, ScanOptions.group, ScanOptions.baseline]),
      OptionSection("Draw", [axis, logarithmic, smoothing, rows]),
      OptionSection("Steps written twice", [Shared.overlap, Shared.runPerFile]),
      OptionSection("Output", [output, format, Shared.colour, Shared.ascii]),
      Shared.work,
    ],
    examples: [
      "tfevents plot runs/my-run",
      "tfevents plot runs --compare -o report.html",
      "tfevents plot runs --group 'seed\\d+' --log-y -o seeds.svg",
      "tfevents plot runs/my-run --smooth tb:0.6 --x time",
    ],
    notes: [
      "A page of more than 500 runs ranks them all and draws the first 200.",
      "PNG needs the Python package with its extra: pip install 'tfevents[png]'.",
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "no run could be drawn"), ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let format = try chosenFormat(arguments)
    let selection = try RunSelection(arguments, in: session)
    try session.refuse(output: arguments[output], onto: selection.found.reads)
    selection.warn(in: session)
    let groups = groups(of: selection.runs, arguments)
    var request = PlotRequest(
      axis: arguments[axis], logarithmic: arguments[logarithmic], smoothing: arguments[smoothing])
    if format == .png { return try becomePicture(arguments, in: session) }
    if format == .html { request.pointLimit = HTMLReport.pointLimit(entries: groups.count) }
    let drawing = PlotWork(arguments, groups: groups, request: request)
    let outcome =
      switch format {
      case .html: try drawing.writePage(in: session)
      case .svg, .text, .png: try drawing.writeChart(format, in: session)
      }
    return outcome == .no && !selection.unread.isEmpty ? .incomplete : outcome
  }

  /// Passes the SVG that this command draws to the Python package, which makes a PNG of it.
  private static func becomePicture(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    guard let path = OutputName(arguments[output]).path else {
      throw .usage(UsageError("a PNG is written to a file", hints: ["-o NAME.png"]))
    }
    // Appends options to the same command line: if an option is given twice, the last one counts.
    let dash = session.arguments.firstIndex(of: "--") ?? session.arguments.endIndex
    var words = session.arguments
    words.insert(contentsOf: ["--format", "svg", "--output", "-"], at: dash)
    return try InterpreterSearch(.picture, session).become([path] + words)
  }

  private static func chosenFormat(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> PlotFormat {
    if arguments[format] == nil { try PlotFormat.refuse(arguments[output]) }
    return try OutputName(arguments[output]).format(
      asked: arguments[format], endings: PlotFormat.endings, usual: .text)
  }

  /// The runs in groups that differ only in the text `--group` matches, in the order of their first
  /// run.
  private static func groups(
    of runs: [Run], _ arguments: ParsedArguments
  ) -> [(name: String, runs: [Run])] {
    guard let expression = arguments[ScanOptions.group] else {
      return runs.map { ($0.name, [$0]) }
    }
    var places: [ByteKey: Int] = [:]
    var groups: [(name: String, runs: [Run])] = []
    for run in runs {
      let name = groupName(expression.removingMatches(from: run.name))
      if let place = places[ByteKey(name)] {
        groups[place].runs.append(run)
      } else {
        places[ByteKey(name)] = groups.count
        groups.append((name, [run]))
      }
    }
    return groups.map { $0.runs.count == 1 ? ($0.runs[0].name, $0.runs) : $0 }
  }
}
