import Arguments
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// Draws groups of runs, and writes the drawing to its destination.
struct PlotWork {
  let arguments: ParsedArguments
  let groups: [(name: String, runs: [Run])]
  let request: PlotRequest

  init(
    _ arguments: ParsedArguments, groups: [(name: String, runs: [Run])], request: PlotRequest
  ) {
    self.arguments = arguments
    self.groups = groups
    self.request = request
  }

  /// Does some work on each of the groups with these indices, and delivers the results in their
  /// order.
  private func forEachGroup<Result: Sendable>(
    _ numbers: [Int], in session: Session, work: @escaping @Sendable (Run) -> Result,
    _ body: (_ number: Int, _ name: String, _ results: [Result]) throws(CommandError) -> Void
  ) throws(CommandError) {
    let items = numbers.map { PlotItem(number: $0, name: groups[$0].name, runs: groups[$0].runs) }
    let progress = Progress(
      "Reading", unit: "runs", total: items.count, bytes: items.reduce(0) { $0 + $1.size },
      in: session)
    let meter = progress.meter
    try forEachInOrder(
      items, jobs: arguments[Shared.jobs], progress: progress,
      work: { item in
        let results = item.runs.map(work)
        meter.add(bytes: item.size)
        return (item.number, item.name, results)
      }
    ) { (number, name, results) throws(CommandError) in
      progress.clear()
      try body(number, name, results)
    }
  }

  private func analyzer(in session: Session) -> RunAnalyzer {
    var analyzer = RunAnalyzer(arguments)
    analyzer.now = session.now()
    return analyzer
  }

  /// Reads, judges and draws the groups with these indices; true if something could not be read.
  private func forEachDrawing(
    _ numbers: [Int], warns: Bool = true, in session: Session,
    _ body: (_ number: Int, _ group: PlotGroup) throws(CommandError) -> Void
  ) throws(CommandError) -> Bool {
    let (analyzer, request) = (analyzer(in: session), request)
    var isIncomplete = false
    try forEachGroup(
      numbers, in: session, work: { RunDrawing($0, analyzer: analyzer, request: request) }
    ) { (number, name, drawings) throws(CommandError) in
      for drawing in drawings {
        if warns { for warning in drawing.warnings { session.warn(warning) } }
        isIncomplete = isIncomplete || drawing.isIncomplete
      }
      try body(number, PlotGroup(name: name, drawings: drawings))
    }
    return isIncomplete
  }

  // MARK: A page

  func writePage(in session: Session) throws(CommandError) -> Outcome {
    let heading = HTMLReport.Heading(
      title: arguments[Shared.paths].joined(separator: ", "), readAt: session.now(),
      program: "tfevents \(program.version)",
      commandLine: quotedForShell(["tfevents"] + session.arguments),
      baseline: baseline)
    var report = HTMLReport(heading)
    var isIncomplete = false
    var drawn = 0
    var best = ComparedGroups()
    let isRankedFirst = groups.count > HTMLReport.mostDrawn
    if isRankedFirst { isIncomplete = try rank(in: &report, session) }
    let numbers =
      isRankedFirst ? report.first(HTMLReport.drawnOfMany) : Array(groups.indices)
    let isDrawnInPart = try forEachDrawing(numbers, warns: !isRankedFirst, in: session) {
      (number, group) throws(CommandError) in
      let charts = group.charts(request)
      drawn += charts.isEmpty ? 0 : 1
      if arguments[PlotCommand.compare] { best.add(group) }
      let entry = HTMLReport.Entry(
        name: group.name, members: group.drawings.map(\.report), charts: charts)
      if isRankedFirst { report.draw(number, entry) } else { report.add(entry) }
    }
    if let chart = comparison(best, isOnPage: true).first { report.compare(chart) }
    try session.withAnswer(arguments[PlotCommand.output]) { (answer) throws(CommandError) in
      try answer.write(report.text)
    }
    return drawn > 0 ? .done : isIncomplete || isDrawnInPart ? .incomplete : .no
  }

  /// Ranks all groups before any is drawn; true if something could not be read.
  private func rank(
    in report: inout HTMLReport, _ session: Session
  ) throws(CommandError) -> Bool {
    let analyzer = analyzer(in: session)
    var isIncomplete = false
    try forEachGroup(
      Array(groups.indices), in: session, work: { analyzer.analyze($0) }
    ) { (_, name, runs) throws(CommandError) in
      for run in runs {
        for warning in run.warnings { session.warn(warning) }
        isIncomplete = isIncomplete || run.reading.isIncomplete
      }
      report.rank(HTMLReport.Entry(name: name, members: runs, charts: []))
    }
    return isIncomplete
  }

  /// The name of the first group that `--baseline` matches.
  private var baseline: String? {
    guard let pattern = arguments[ScanOptions.baseline] else { return nil }
    return groups.first { pattern.matches($0.name) }
      .map { $0.runs.count > 1 ? "\($0.name) (\($0.runs.count))" : $0.name }
  }

  // MARK: One chart

  func writeChart(_ format: PlotFormat, in session: Session) throws(CommandError) -> Outcome {
    var best = ComparedGroups()
    let isIncomplete = try forEachDrawing(Array(groups.indices), in: session) {
      (_, group) throws(CommandError) in
      best.add(group)
    }
    let drawn = best.drawn
    let charts =
      groups.count == 1 ? drawn.flatMap { $0.charts(request) } : comparison(best)
    if charts.isEmpty {
      for group in drawn {
        for drawing in group.drawings {
          session.warn("warning: \(group.name): \(drawing.report.error ?? "nothing to draw")")
        }
      }
      return isIncomplete ? .incomplete : .no
    }
    let reports = drawn.flatMap(\.drawings).map(\.report)
    try session.withAnswer(arguments[PlotCommand.output]) { (answer) throws(CommandError) in
      if format == .svg {
        try answer.write(SVGChart(charts[0]).document)
        // A drawing has no room for them.
        for note in charts[0].notes { session.warn("note: \(note)") }
      } else {
        try answer.write(text(charts, reports, in: session))
      }
    }
    return .done
  }

  /// Several runs' judged series in one chart.
  private func comparison(_ compared: ComparedGroups, isOnPage: Bool = false) -> [Chart] {
    let groups = compared.drawn
    let names = shortNames(groups.map(\.name))
    var series: [ChartSeries] = []
    for (group, name) in zip(groups, names) {
      guard var one = group.mean(request) else { continue }
      one.role = .compared(series.count)
      one.name = group.drawings.count > 1 ? "\(name) (\(group.drawings.count))" : name
      series.append(one)
    }
    guard let metric = compared.metric, !series.isEmpty else { return [] }
    let runs = series.count == 1 ? "1 run" : "\(series.count) runs"
    var chart = Chart(series, options: request.options(title: "\(metric) of \(runs)"))
    if compared.otherMetrics > 0 {
      chart.notes.append(
        (compared.otherMetrics == 1
          ? "1 run judged by another series is"
          : "\(compared.otherMetrics) runs judged by other series are")
          + " not drawn (--metric chooses)")
    }
    if compared.leftOut > 0 {
      chart.notes.append(
        isOnPage
          ? "The best \(series.count) are drawn: choose with --runs"
          : "The best \(series.count) are drawn, \(compared.leftOut) more are not: choose with --runs, "
            + "or write a page with -o report.html")
    }
    return [chart]
  }

  private func text(
    _ charts: [Chart], _ reports: [AnalyzedRun], in session: Session
  ) -> String {
    let terminal = session.terminal(arguments)
    var lines =
      reports.count == 1
      ? AnalyzeLayout(terminal: terminal).short(reports[0])
      : [terminal.styled(printable(charts[0].title, unicode: terminal.unicode), .bold)]
    lines.append("")
    for (index, chart) in charts.enumerated() {
      let all = arguments[PlotCommand.rows]
      let rows = chart.isSmall ? max(3, all / 2) : all
      if index > 0 { lines += ["", "  " + printable(chart.title, unicode: terminal.unicode)] }
      lines += TerminalChart(chart, terminal: terminal, rows: rows).lines
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The runs of a group before they are read.
private struct PlotItem: Sendable {
  let number: Int
  let name: String
  let runs: [Run]
  var size: Int64 { runs.reduce(0) { $0 + $1.size } }
}

/// Names without the folders that all of them begin or end with.
func shortNames(_ names: [String]) -> [String] {
  var folders = names.map { $0.split(separator: "/", omittingEmptySubsequences: false)[...] }
  func share(_ part: (ArraySlice<Substring>) -> Substring?) -> Bool {
    folders.allSatisfy { $0.count > 1 && part($0) == part(folders[0]) }
  }
  if names.count < 2 { return names }
  while share(\.first) { folders = folders.map { $0.dropFirst() } }
  while share(\.last) { folders = folders.map { $0.dropLast() } }
  return folders.map { $0.joined(separator: "/") }
}

/// Collects the best groups among those judged by the most common series; only the best few are
/// kept.
struct ComparedGroups {
  /// The most groups that one chart compares.
  static let limit = 8

  private var best: [String?: [PlotGroup]] = [:]
  private var counts: [String?: Int] = [:]

  /// Adds a group, if it is among the best of its series.
  mutating func add(_ group: PlotGroup) {
    let metric = group.drawings.first?.report.metric?.name
    counts[metric, default: 0] += 1
    best[metric, default: []].append(group)
    best[metric]?.sort { $0.isBetter(than: $1) }
    if best[metric, default: []].count > Self.limit { best[metric]?.removeLast() }
  }

  /// The most common series; of equally common ones, the first by name.
  var metric: String? {
    counts.filter { $0.key != nil }.max { ($0.value, $1.key ?? "") < ($1.value, $0.key ?? "") }?.key
      ?? nil
  }

  /// The groups to be drawn, the best first.
  var drawn: [PlotGroup] { best[metric] ?? [] }

  /// How many further groups are judged by the same series.
  var leftOut: Int { counts[metric, default: 0] - drawn.count }

  /// How many groups are judged by another series or by none.
  var otherMetrics: Int { counts.values.reduce(0, +) - counts[metric, default: 0] }
}
