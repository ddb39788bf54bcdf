import Convergence
import TextFormats

/// The lines below a ranking: how many runs of each verdict, how much was read, what was damaged.
struct ScanTotalsLines {
  private let report: ScanReport
  private let terminal: Terminal
  private let numbers: ReadableNumbers

  init(_ report: ScanReport, terminal: Terminal) {
    self.report = report
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  private var totals: ScanTotals { report.totals }
  private var dot: String { terminal.unicode ? " · " : ", " }

  func lines(hints: ScanHints?, seconds: Double?) -> [String] {
    var head = [
      counted(totals.runs, "run"), "\(numbers.count(totals.points)) points",
      numbers.bytes(totals.bytes),
    ]
    if let seconds { head.append(numbers.duration(seconds)) }
    var lines = [head.joined(separator: dot)] + verdicts
    if totals.metrics.count > 1 { lines += wrapped(ownMetrics, to: max(20, terminal.width)) }
    if totals.errors > 0 {
      lines.append(
        "! \(counted(totals.errors, "run")) could not be judged."
          + (hints.map { "   " + $0.errors } ?? ""))
    }
    if totals.damagedRuns > 0 {
      let hold = totals.damagedRuns == 1 ? "holds" : "hold"
      lines.append(
        "! \(counted(totals.damagedRuns, "run")) \(hold) damaged records."
          + (hints.map { "   " + $0.damage } ?? ""))
    }
    return lines
  }

  private var ownMetrics: String {
    let most = totals.metrics.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let names = most.map { metric, count in
      "\(printable(metric, unicode: terminal.unicode)) (\(numbers.integer(Int64(count))))"
    }
    return "Judged by different metrics, which do not compare: "
      + names.joined(separator: ", ")
      + (totals.metrics.count > 3 ? " and \(totals.metrics.count - 3) more" : "")
      + ".   --metric chooses one"
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    numbers.counted(count, noun)
  }

  /// Two rows: good verdicts and those that may still become good, and bad ones.
  private var verdicts: [String] {
    let rows: [[Verdict]] = [
      [.converged, .plateaued, .improving],
      [.diverged, .overfitting, .worsening, .undecidable, .tooLittleData],
    ]
    var table = TextTable(Array(repeating: TextTable.Column(""), count: 5))
    for row in rows {
      var cells = row.compactMap(cell)
      if row[0] == .converged, let spikes = totals.flags["spikes"] {
        cells.append(StyledText("(^ \(numbers.integer(Int64(spikes))) with spikes)", .dim))
      }
      if !cells.isEmpty { table.rows.append(cells) }
    }
    // As wide as the terminal allows.
    for gap in [4, 3, 2] {
      table.gap = gap
      if table.layout(width: .max).reduce(table.indent + 4 * gap, { $0 + $1.width })
        <= terminal.width
      {
        break
      }
    }
    return table.lines(for: terminal)
  }

  private func cell(_ verdict: Verdict) -> StyledText? {
    guard let count = totals.verdicts[verdict] else { return nil }
    let glyph = verdict.glyph(unicode: terminal.unicode)
    return StyledText(
      "\(glyph) \(numbers.integer(Int64(count))) \(verdict.rawValue)", verdict.style)
  }
}
