import Convergence
import Scalars
import TextFormats

/// A scan on a terminal: the ranking, then the totals of all runs.
public struct ScanTable {
  private let report: ScanReport
  private let terminal: Terminal
  private let numbers: ReadableNumbers
  private let decimals: Int?

  /// Creates the table of a scan.
  public init(_ report: ScanReport, terminal: Terminal) {
    self.report = report
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
    decimals = commonDecimals(report.rows.compactMap { $0.best?.mean })
  }

  /// The lines of the ranking and of the totals, with an empty one between.
  ///
  /// - Parameters:
  ///   - hints: The suggested commands; nil if the output is not a terminal: then it must not
  ///     depend on paths.
  ///   - seconds: How long it took, if it is to be shown.
  ///
  /// - Returns: The lines, without line feeds.
  public func lines(hints: ScanHints?, seconds: Double?) -> [String] {
    var lines = ranking
    if !lines.isEmpty { lines.append("") }
    if report.isGrouped || report.baseline != nil { lines += [basis] }
    lines += ScanTotalsLines(report, terminal: terminal).lines(hints: hints, seconds: seconds)
    return lines + behindSiblings
  }

  /// The ranking.
  private var ranking: [String] {
    if report.rows.isEmpty { return [] }
    var table = TextTable(columns)
    for (index, row) in report.rows.enumerated() { table.rows.append(cells(row, index + 1)) }
    let dropped = table.dropped(width: terminal.width).map(\.plain).filter { !$0.isEmpty }
      .map { $0.hasPrefix("10 %") ? "curve" : $0 }
    if dropped.isEmpty { return table.lines(for: terminal) }
    let left = wrapped("no room for: " + dropped.joined(separator: ", "), to: terminal.width - 2)
    return table.lines(for: terminal) + left.map { terminal.styled("  " + $0, .dim) }
  }

  // MARK: Columns

  private static let sparkWidth = 16

  private var showsMetric: Bool { report.commonMetric == nil }
  private var showsNote: Bool { report.rows.contains { !note($0).isEmpty } }
  private var showsCheckpoint: Bool { report.rows.contains { checkpoint($0) != nil } }
  private var showsCurve: Bool { report.rows.contains { $0.shape != nil } }

  private var columns: [TextTable.Column] {
    var columns: [TextTable.Column] = [
      .init("#", right: true), .init("run", shortensTo: 14, isKeptWhole: true), .init("verdict"),
    ]
    if showsMetric { columns.append(.init("metric", dropOrder: 5, shortensTo: 9)) }
    let metric = printable(report.commonMetric ?? "best", unicode: terminal.unicode)
    columns.append(.init(StyledText(metric), right: true, shortensTo: 9))
    if report.isGrouped {
      columns.append(.init(terminal.unicode ? "± std" : "+- std", dropOrder: 7))
    }
    if showsNote { columns.append(.init("note", dropOrder: -1)) }
    if report.baseline != nil {
      columns.append(
        .init(terminal.unicode ? "Δ base" : "vs base", right: true, dropOrder: 8))
    }
    columns.append(.init("best at", right: true, dropOrder: 6))
    if showsCheckpoint { columns.append(.init("checkpoint", dropOrder: 4)) }
    for (place, column) in report.columns.enumerated() {
      columns.append(
        .init(
          StyledText(printable(column.title, unicode: terminal.unicode)), right: true,
          dropOrder: place == 0 ? 3 : 1, shortensTo: 6))
    }
    if showsCurve {
      let axis = "10 % " + String(repeating: terminal.unicode ? "─" : "-", count: 4) + " 100 %"
      columns.append(.init(StyledText(axis, .dim), dropOrder: 0))
    }
    return columns
  }

  private func cells(_ row: ScanRow, _ place: Int) -> [StyledText] {
    var cells = [StyledText(String(place), .dim), name(row), verdict(row)]
    if showsMetric {
      cells.append(StyledText(printable(row.metric ?? "", unicode: terminal.unicode), .dim))
    }
    cells.append(StyledText(row.best.map { text($0.mean) } ?? dash))
    if report.isGrouped { cells.append(StyledText(deviation(row.best), .dim)) }
    if showsNote { cells.append(StyledText(note(row), .dim)) }
    if report.baseline != nil { cells.append(change(row)) }
    cells.append(StyledText(row.bestStep.map(numbers.integer) ?? dash))
    if showsCheckpoint { cells.append(StyledText(checkpoint(row) ?? dash)) }
    for column in report.columns { cells.append(StyledText(value(row.picked[column.place]))) }
    if showsCurve { cells.append(StyledText(curve(row))) }
    return cells
  }

  // MARK: Cells

  private var dash: String { terminal.unicode ? "—" : "-" }

  private func name(_ row: ScanRow) -> StyledText {
    let name = printable(row.name, unicode: terminal.unicode)
    return row.isGroup
      ? StyledText(name) + StyledText(" (\(row.members.count))", .dim) : StyledText(name)
  }

  private func verdict(_ row: ScanRow) -> StyledText {
    guard let verdict = row.verdict else { return StyledText("! error", .red) }
    var label = verdict.label(for: terminal)
    if row.agreeing < row.members.count {
      label = label + StyledText(" \(row.agreeing)/\(row.members.count)", .dim)
    }
    return row.flags.contains("spikes") ? label + StyledText(" ^", .yellow) : label
  }

  private func text(_ value: Double) -> String {
    decimals.map { numbers.fixed(value, decimals: $0) } ?? numbers.value(value)
  }

  private func deviation(_ spread: Spread?) -> String {
    guard let spread, let deviation = spread.deviation else { return "" }
    return (terminal.unicode ? "± " : "+- ") + text(deviation)
  }

  /// What happened to a run after its best value, if the reader should know.
  private func note(_ row: ScanRow) -> String {
    if !row.isGroup, let theirs = row.members[0].siblingsBest {
      return "others reach \(text(theirs))"
    }
    guard [.diverged, .overfitting, .worsening].contains(row.verdict), !row.isGroup,
      let last = row.last?.mean
    else { return "" }
    return last.isFinite ? "now \(text(last))" : "then \(numbers.value(last))"
  }

  private func change(_ row: ScanRow) -> StyledText {
    guard let change = row.baselineChange, row.name != report.baseline?.name else {
      return StyledText(dash)
    }
    let isBetter = row.direction == .min ? change < 0 : change > 0
    return StyledText(
      numbers.percent(change, signed: true), change == 0 ? .plain : isBetter ? .green : .red)
  }

  private func checkpoint(_ row: ScanRow) -> String? {
    row.isGroup
      ? nil : row.members[0].checkpoint.map { printable($0, unicode: terminal.unicode) }
  }

  private func value(_ value: FieldValue?) -> String {
    switch value {
    case .number(let number)?:
      Int64(exactly: number).map(numbers.integer) ?? numbers.value(number, trimmed: true)
    case let value?: printable(value.exact, unicode: terminal.unicode)
    case nil: dash
    }
  }

  private func curve(_ row: ScanRow) -> String {
    guard let shape = row.shape, !shape.values.isEmpty else { return "" }
    var bars = sparkline(shape.values, width: Self.sparkWidth, unicode: terminal.unicode)
    while bars.last == " " { bars.removeLast() }
    return bars
  }

  /// A line that names the flat runs far behind others, since their verdicts do not show it.
  private var behindSiblings: [String] {
    let behind = report.rows.filter { !$0.isGroup && $0.members[0].siblingsBest != nil }
    if behind.isEmpty { return [] }
    let named = behind.prefix(3).map { row in
      let best = row.best.map { text($0.mean) } ?? dash
      return "\(printable(row.name, unicode: terminal.unicode)) (\(best), \(note(row)))"
    }
    let rest = behind.count > 3 ? " and \(behind.count - 3) more" : ""
    return wrapped(
      "Flat far from what others reach: " + named.joined(separator: ", ") + rest,
      to: max(20, terminal.width))
  }

  // MARK: The basis of the rows

  private var basis: String {
    var parts: [String] = []
    let runs = report.totals.runs
    let groups = numbers.integer(Int64(report.rowCount))
    parts.append(
      report.isGrouped
        ? "\(numbers.integer(Int64(runs))) runs in \(groups) groups"
        : "\(numbers.integer(Int64(runs))) runs")
    if let metric = report.commonMetric, let row = report.rows.first(where: { $0.metric != nil }) {
      let better = row.direction == .min ? "lower" : "higher"
      parts.append("\(better) \(printable(metric, unicode: terminal.unicode)) is better")
    }
    if let baseline = report.baseline, let best = baseline.best {
      let delta = terminal.unicode ? "Δ base" : "vs base"
      let count = baseline.isGroup ? " (\(baseline.members.count))" : ""
      let name = printable(baseline.name, unicode: terminal.unicode)
      parts.append("\(delta) is against \(name)\(count), \(text(best.mean))")
    }
    return parts.joined(separator: terminal.unicode ? " · " : ", ")
  }
}

extension ScanFormat {
  /// For a terminal.
  public static let table = ScanFormat("table", endings: [".txt"], "for a terminal") {
    report, setting in
    var buffer = ByteBuffer()
    let table = ScanTable(report, terminal: setting.terminal)
    for line in table.lines(hints: setting.hints, seconds: setting.seconds) {
      buffer.append(line + "\n")
    }
    return [buffer]
  }
}

/// The number of decimals that gives the smallest of some values four significant digits.
///
/// Nil if one of them is so large or small that a common number of decimals does not help.
private func commonDecimals(_ values: [Double]) -> Int? {
  let finite = values.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
  guard let least = finite.min(), let most = finite.max(), least >= 0.001, most < 100_000 else {
    return nil
  }
  var decimals = 3
  var bound = 1.0
  while least < bound {
    decimals += 1
    bound /= 10
  }
  var upper = 10.0
  while least >= upper, decimals > 0 {
    decimals -= 1
    upper *= 10
  }
  return decimals
}
