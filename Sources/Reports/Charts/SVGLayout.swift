/// Where the parts of a drawing lie, in the units of its view box, and the labels that fit there.
struct SVGLayout {
  /// The size of text, and the widest that a character usually gets at that size.
  static let textSize = 12.0
  static let characterWidth = 7.2
  static let lineHeight = 15.0
  static let stripHeight = 26.0

  /// A text at the end of a line or of a forecast.
  struct EndLabel {
    var text: String
    var box: LabelBox
    var hue: Int
    var isInMargin: Bool
  }

  /// A triangle at the plot's edge, and the value beyond it.
  struct EdgeLabel {
    var mark: OffScaleMark
    /// Where the triangle stands.
    var x: Double
    /// The value's place; nil where there is no room for it.
    var text: (value: String, box: LabelBox)?
  }

  let chart: Chart
  let numbers = ReadableNumbers(unicode: true)
  let width: Double
  let left: Double
  let top: Double
  let plotWidth: Double
  let plotHeight: Double
  let hanging: [HangingLabel]
  let markLabels: [String]
  let yTicks: [ChartScale.Tick]
  private(set) var endLabels: [EndLabel] = []
  private(set) var edgeLabels: [EdgeLabel] = []

  /// The height of all.
  var height: Double {
    top + plotHeight + 26 + (chart.strip == nil ? 0 : Self.stripHeight + 12)
      + (chart.x.title.isEmpty ? 0 : Self.lineHeight)
  }

  init(_ chart: Chart, width: Double, plotHeight: Double) {
    self.chart = chart
    self.width = width
    self.plotHeight = plotHeight
    yTicks = chart.y.ticks(atMost: max(3, Int(plotHeight / 36)), numbers: numbers)
    let gutter = (yTicks.map { Self.textWidth($0.label) }.max() ?? 0) + 12
    left = gutter
    let widest = width * 0.3
    let texts = Self.endTexts(chart, numbers, widest: widest)
    let margin = Self.margin(chart, texts, width: width - gutter, widest: widest)
    plotWidth = width - gutter - margin
    let (across, plot) = (chart.x, plotWidth)
    let labels = chart.marks.map { shortened($0.label, to: Int(plot / Self.characterWidth)) }
    markLabels = labels
    hanging = hangingLabels(
      zip(chart.marks, labels).map { mark, label in
        (max(0, min(1, across.share(of: mark.x) ?? 0)) * plot, Self.textWidth(label))
      }, in: 0...plot, gap: 5)
    top = 8 + Double(hanging.map { $0.row + 1 }.max() ?? 0) * Self.lineHeight
    var field = LabelField()
    placeEdgeLabels(in: &field)
    placeEndLabels(texts, in: &field)
  }

  /// The width a text takes at most, or nearly so.
  static func textWidth(_ text: String) -> Double { Double(displayWidth(text)) * characterWidth }

  /// Where a point lies in the plot; beyond it for values outside, nil for those without a place.
  func place(_ point: ChartPoint) -> (x: Double, y: Double)? {
    guard let across = chart.x.share(of: point.x), let up = chart.y.share(of: point.y),
      across.isFinite
    else { return nil }
    return (across * plotWidth, (1 - max(-1e6, min(1e6, up))) * plotHeight)
  }

  /// The finest ticks of the horizontal axis whose labels stay apart.
  var xTicks: [(label: String, x: Double, center: Double)] {
    for count in stride(from: max(2, Int(plotWidth / 60)), through: 2, by: -1) {
      let ticks = placedTicks(atMost: count)
      let apart = zip(ticks, ticks.dropFirst()).allSatisfy { one, next in
        next.center - one.center
          >= (Self.textWidth(one.label) + Self.textWidth(next.label)) / 2 + 10
      }
      if apart { return ticks }
    }
    return Array(placedTicks(atMost: 2).prefix(1))
  }

  private func placedTicks(atMost count: Int) -> [(label: String, x: Double, center: Double)] {
    chart.x.ticks(atMost: count, numbers: numbers).map { tick in
      let x = (chart.x.share(of: tick.value) ?? 0) * plotWidth
      let half = Self.textWidth(tick.label) / 2
      return (tick.label, x, max(half - left, min(width - left - half, x)))
    }
  }

  // MARK: Labels

  private static func endTexts(
    _ chart: Chart, _ numbers: ReadableNumbers, widest: Double
  ) -> [(text: String, end: ChartPoint, hue: Int)] {
    let most = Int(widest / characterWidth)
    var texts = chart.lines.reversed().compactMap { line -> (String, ChartPoint, Int)? in
      guard let text = line.endLabel(numbers), let end = line.last else { return nil }
      return (shortened(text, to: most), end, line.hue)
    }
    if let forecast = chart.forecast {
      texts.append((shortened(forecast.label(numbers), to: most), forecast.to, forecast.hue))
    }
    return texts
  }

  private static func isInMargin(
    _ text: String, _ end: ChartPoint, _ chart: Chart, width: Double, widest: Double
  ) -> Bool {
    (1 - (chart.x.share(of: end.x) ?? 1)) * (width - widest) < textWidth(text) + 12
  }

  private static func margin(
    _ chart: Chart, _ texts: [(text: String, end: ChartPoint, hue: Int)], width: Double,
    widest: Double
  ) -> Double {
    let ends = texts.filter { isInMargin($0.text, $0.end, chart, width: width, widest: widest) }
    let labels = ends.map { textWidth($0.text) + 12 }.max() ?? 0
    return max(labels, chart.strip == nil ? 24 : textWidth("peak 1.2e-5") + 8)
  }

  private mutating func placeEdgeLabels(in field: inout LabelField) {
    for mark in chart.offScale.sorted(by: { $0.value.magnitude > $1.value.magnitude }) {
      guard let share = chart.x.share(of: mark.x), (-1e-9...1 + 1e-9).contains(share) else {
        continue
      }
      let x = max(5, min(plotWidth - 5, share * plotWidth))
      let y = mark.isAbove ? 0 : plotHeight - Self.lineHeight
      let triangle = LabelBox(x: x - 5, y: y, width: 10, height: Self.lineHeight)
      guard field.place([triangle]) != nil else { continue }
      let value = numbers.value(mark.value)
      let width = Self.textWidth(value)
      let boxes = [x + 8, x - 8 - width].filter { $0 >= 0 && $0 + width <= plotWidth }
        .map { LabelBox(x: $0, y: y, width: width, height: Self.lineHeight) }
      edgeLabels.append(EdgeLabel(mark: mark, x: x, text: field.place(boxes).map { (value, $0) }))
    }
  }

  private mutating func placeEndLabels(
    _ texts: [(text: String, end: ChartPoint, hue: Int)], in field: inout LabelField
  ) {
    for (text, end, hue) in texts {
      let isInMargin = Self.isInMargin(
        text, end, chart, width: width - left, widest: width * 0.3)
      let across = max(0, min(1, chart.x.share(of: end.x) ?? 1)) * plotWidth
      let up = max(0, min(1, chart.y.share(of: end.y) ?? 0))
      // What a line goes on with as a forecast is not to run through its name.
      let lift = chart.forecast.map { $0.from.x == end.x } ?? false ? Self.lineHeight : 0
      let box = LabelBox(
        x: isInMargin ? plotWidth + 8 : across + 8,
        y: (1 - up) * plotHeight - Self.lineHeight / 2 - lift, width: Self.textWidth(text),
        height: Self.lineHeight)
      let places = box.shiftedVertically(
        from: -Self.lineHeight / 2, to: plotHeight + Self.lineHeight / 2, step: 3)
      guard let place = field.place(places) else { continue }
      endLabels.append(EndLabel(text: text, box: place, hue: hue, isInMargin: isInMargin))
    }
  }
}
