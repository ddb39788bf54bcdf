import Scalars
import TestSupport
import Testing

@testable import Reports

@Suite("What a chart shows")
struct ChartTests {
  private func series(_ values: [Double], _ role: ChartSeries.Role = .train) -> ChartSeries {
    ChartSeries(
      name: "loss", role: role, positions: values.indices.map { Double($0) }, values: values)
  }

  @Test("One explosion does not flatten the rest: it is cut off and marked with its value")
  func robustLimits() {
    var values = (0..<200).map { 2 - Double($0) * 0.005 }
    values[120] = 1e6
    let chart = Chart([series(values)], options: ChartOptions())
    #expect(chart.y.upper < 4)
    #expect(chart.offScale.count == 1)
    #expect(chart.offScale.first?.value == 1e6)
    #expect(chart.offScale.first?.x == 120)
    #expect(chart.offScale.first?.isAbove == true)
  }

  @Test("The best value always lies inside, however far it is from the rest")
  func bestIsInside() {
    var values = [Double](repeating: 0, count: 100).indices.map { 5 + 0.01 * Double($0 % 7) }
    values[50] = -40
    var annotations = ChartAnnotations()
    annotations.marks = [ChartMark(.best, x: 50, y: -40, label: "best")]
    let chart = Chart([series(values)], options: ChartOptions(), annotations: annotations)
    #expect(chart.y.lower <= -40)
  }

  @Test("A tail of NaN is shaded to the end of the axis, and values in between where they are")
  func nonFinite() {
    var values = (0..<100).map { Double($0) }
    values[20] = .nan
    for index in 80..<100 { values[index] = .infinity }
    let chart = Chart([series(values)], options: ChartOptions())
    #expect(chart.nonFinite == [20...21, 80...99])
  }

  @Test("Validation is drawn as it is, training smoothed with the raw values faint behind it")
  func weights() {
    let chart = ChartExamples.overfit()
    #expect(chart.lines.map(\.weight) == [.faint, .strong, .heavy])
    #expect(chart.lines.map(\.hue) == [0, 0, 1])
    #expect(chart.lines.last?.last?.y == ChartExamples.overfitting().values.last)
  }

  @Test("On a logarithmic axis what is not above 0 is left out and counted")
  func logarithmic() {
    var options = ChartOptions()
    options.logarithmic = true
    let chart = Chart([series([1, 10, 0, -5, 1_000])], options: options)
    #expect(chart.notes == ["2 values of 0 or less cannot be shown on a logarithmic axis"])
    #expect(chart.y.isLogarithmic)
    #expect(chart.y.lower == 1 && chart.y.upper == 1_000)
  }

  @Test("One run that exploded does not set the axis of seven that did not")
  func farRun() {
    var all = (0..<7).map { number in
      series((0..<50).map { 1 + 0.1 * Double(number) + 1 / Double($0 + 1) }, .compared(number))
    }
    all.append(series([Double](repeating: 4_000, count: 50), .compared(7)))
    let chart = Chart(all, options: ChartOptions())
    #expect(chart.y.upper < 10)
    #expect(chart.offScale.contains { $0.value == 4_000 })
  }

  @Test("Whatever the values, a chart can be drawn: 100 seeds of NaN and extremes")
  func hostileValues() {
    for seed in 0..<100 as Range<UInt64> {
      let chart = RandomCharts.chart(seed: seed)
      #expect(chart.x.upper > chart.x.lower, "seed \(seed)")
      #expect(chart.y.upper > chart.y.lower, "seed \(seed)")
      let terminal = Terminal(width: 40 + Int(seed % 80), unicode: seed % 3 > 0)
      let lines = TerminalChart(chart, terminal: terminal, rows: 3 + Int(seed % 12)).lines
      #expect(lines.allSatisfy { displayWidth($0) <= terminal.width }, "seed \(seed)")
      let document = SVGChart(chart, size: seed % 2 == 0 ? .wide : .narrow).document
      #expect(!document.contains("nan"), "seed \(seed)")
    }
  }
}

/// Charts of every kind of series, by seed.
enum RandomCharts {
  static func chart(seed: UInt64) -> Chart {
    var random = SeededRandom(seed: seed)
    let kinds: [ChartSeries.Role] = [.validation, .train, .compared(0), .compared(1), .compared(5)]
    let series = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      ChartSeries(
        name: String("validation/perplexity".prefix(Int.random(in: 1...21, using: &random))),
        role: kinds.randomElement(using: &random) ?? .train, columns: &random)
    }
    var options = ChartOptions()
    options.logarithmic = Int.random(in: 0..<3, using: &random) == 0
    options.axis = HorizontalAxis.Kind.allCases.randomElement(using: &random) ?? .step
    var annotations = ChartAnnotations()
    let end = series[0].positions.last ?? 1
    let marks: [ChartMark.Kind] = [.best, .firstSign, .resume, .nonFinite, .spike]
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      let kind = marks.randomElement(using: &random) ?? .best
      let place = end * Double.random(in: 0...1, using: &random)
      annotations.marks.append(
        ChartMark(
          kind, x: place, y: series[0].values.first,
          label: String("first sign 2,790 · norm".prefix(Int.random(in: 0...23, using: &random)))))
    }
    if Bool.random(using: &random) { annotations.learningRate = series.last }
    if let last = series[0].lastFinite, Bool.random(using: &random) {
      annotations.forecast = ChartForecast(
        from: last, to: ChartPoint(x: last.x + end / 2 + 1, y: last.y), low: last.y - 1,
        high: last.y + 1, hue: 0)
    }
    return Chart(series, options: options, annotations: annotations)
  }
}

extension ChartSeries {
  fileprivate init(name: String, role: Role, columns random: inout SeededRandom) {
    let count = [0, 1, 2, 40, 700].randomElement(using: &random) ?? 0
    let specials = [Double.nan, .infinity, -.infinity, 0, 1e300, -1e300, .leastNonzeroMagnitude]
    let rarity = [2, 20, 10_000].randomElement(using: &random) ?? 2
    let values = (0..<count).map { index in
      Int.random(in: 0..<rarity, using: &random) == 0
        ? specials.randomElement(using: &random) ?? 0
        : 3 + random.nextGaussian() - Double(index) / 300
    }
    self.init(
      name: name, role: role, positions: (0..<count).map { Double($0 * 10) }, values: values)
  }
}
