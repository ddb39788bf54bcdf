public import Convergence
import TextFormats
import TrainingRuns

/// The judged series and those beside it: value at the best step, value now, change, and a small
/// drawing.
struct CurveTable {
  let report: AnalyzedRun
  let judgement: Judgement
  let terminal: Terminal
  private let numbers: ReadableNumbers

  init(_ report: AnalyzedRun, _ judgement: Judgement, terminal: Terminal) {
    self.report = report
    self.judgement = judgement
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  var lines: [String] {
    if report.curves.isEmpty { return [] }
    let bar = terminal.unicode ? "─" : "-"
    let axis = "10 % " + String(repeating: bar, count: sparkWidth - 11) + " 100 %"
    var table = TextTable([
      .init("", shortensTo: 12), .init("at best", right: true), .init("now", right: true),
      .init("change", right: true), .init(StyledText(axis, .dim), dropOrder: 1),
    ])
    for curve in report.curves {
      table.rows.append([
        StyledText(curve.name), StyledText(text(curve.atBest)), StyledText(text(curve.now)),
        StyledText(change(curve)), StyledText(spark(curve)),
      ])
    }
    return table.lines(for: terminal)
  }

  private var sparkWidth: Int { 28 }

  private func text(_ value: Double?) -> String { value.map { numbers.value($0) } ?? "" }

  private func change(_ curve: Curve) -> String {
    guard let from = curve.atBest, let to = curve.now, from.isFinite, to.isFinite, from != 0
    else { return "" }
    return numbers.percent((to - from) / abs(from), signed: true)
  }

  private func spark(_ curve: Curve) -> String {
    sparkline(
      curve.shape.resampled(to: sparkWidth, from: 0.1), width: sparkWidth,
      unicode: terminal.unicode)
  }
}

extension SeriesShape {
  /// The series as `count` means over equal spans of steps, from a share of the run on.
  ///
  /// NaN where the series was not finite, nil where nothing was logged. A gap between two logged
  /// stretches is nil only if it is wider than both, so that sparse logs have no gaps.
  public func resampled(to count: Int, from share: Double) -> [Double?] {
    guard let first = elements.first, let last = elements.last, count > 0 else {
      return nonFiniteTail == nil ? [] : [Double](repeating: .nan, count: count)
    }
    let begin = Double(first.steps.lowerBound)
    let end = Double(max(last.steps.upperBound, nonFiniteTail?.upperBound ?? .min))
    let origin = begin + share * (end - begin)
    let width = (end - origin) / Double(count)
    guard width > 0 else { return elements.map(\.mean) }
    var result: [Double?] = []
    var place = 0
    for slot in 0..<count {
      let middle = origin + (Double(slot) + 0.5) * width
      if let tail = nonFiniteTail, middle >= Double(tail.lowerBound) {
        result.append(.nan)
        continue
      }
      while place + 1 < elements.count, Double(elements[place].steps.upperBound) < middle {
        place += 1
      }
      result.append(elements[place].hasNonFinite ? .nan : elements[place].mean)
    }
    return result
  }
}
