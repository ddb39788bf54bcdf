import Scalars
import TextFormats

/// The positions of a drawing's parts, in the units of its view box, and the labels that fit there.
struct SVGLayout {
  /// The widest that a character usually gets at a text size of 12.
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
    /// The position of the triangle.
    var x: Double
    var text: String
    /// The rectangle of the text alone; `y` is its top.
    var box: LabelBox
  }

  /// Half the width of a triangle with the gap beside it.
  static let halfTriangle = 5.0

  let chart: Chart
  let numbers = ReadableNumbers(unicode: true)
  let width: Double
  let left: Double
  let top: Double
  let plotWidth: Double
  let plotHeight: Double
  let hanging: HangingLabels
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
    let most = max(3, Int(clamping: plotHeight / 32))
    yTicks = chart.hasValues ? chart.y.ticks(atMost: most, numbers: numbers) : []
    let gutter = max(24, (yTicks.map { Self.textWidth($0.label) }.max() ?? 0) + 12)
    left = gutter
    let widest = width * 0.3
    let texts = Self.endTexts(chart, numbers, widest: widest)
    let margin = Self.margin(chart, texts, width: width - gutter, widest: widest)
    plotWidth = width - gutter - margin
    let (across, plot, style) = (chart.x, plotWidth, numbers)
    let labels = chart.marks.map {
      shortened($0.label, to: Int(clamping: plot / Self.characterWidth))
    }
    markLabels = labels
    let above = Self.importantFirst(chart.offScale.filter(\.isAbove))
    hanging = HangingLabels(
      zip(chart.marks, labels).map { mark, label in
        HangingLabels.Wish(
          x: max(0, min(1, across.share(of: mark.x) ?? 0)) * plot, width: Self.textWidth(label))
      },
      edges: above.map { mark in
        HangingLabels.Wish(
          x: max(0, min(1, across.share(of: mark.x) ?? 0)) * plot,
          width: Self.edgeWidth(style.value(mark.value)))
      }, in: 0...width - gutter - 2, gap: 5, halfTriangle: Self.halfTriangle)
    top = 8 + Double(hanging.rows) * Self.lineHeight
    var field = LabelField()
    edgeLabels = hanging.edges.map { Self.edgeLabel($0, above[$0.owner], numbers) }
    placeLowEdgeLabels(in: &field)
    placeEndLabels(texts, in: &field)
  }

  /// An upper limit, or nearly one, of the width of a text.
  static func textWidth(_ text: String) -> Double { Double(displayWidth(text)) * characterWidth }

  /// The position of a point in the plot; beyond it for values outside, nil for values that cannot
  /// be shown.
  func place(_ point: ChartPoint) -> (x: Double, y: Double)? {
    guard let across = chart.x.share(of: point.x), let up = chart.y.share(of: point.y),
      across.isFinite
    else { return nil }
    return (across * plotWidth, (1 - max(-1e6, min(1e6, up))) * plotHeight)
  }

  /// The finest ticks of the horizontal axis whose labels do not touch.
  var xTicks: [(label: String, x: Double, center: Double)] {
    for count in stride(from: max(2, Int(clamping: plotWidth / 60)), through: 2, by: -1) {
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
    let most = Int(clamping: widest / characterWidth)
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

  private static func importantFirst(_ marks: [OffScaleMark]) -> [OffScaleMark] {
    marks.sorted { $0.value.magnitude > $1.value.magnitude }
  }

  /// The width of a triangle and a text beside it.
  private static func edgeWidth(_ text: String) -> Double { 2 * halfTriangle + 3 + textWidth(text) }

  private static func edgeLabel(
    _ label: HangingLabel, _ mark: OffScaleMark, _ numbers: ReadableNumbers
  ) -> EdgeLabel {
    let text = numbers.value(mark.value)
    let x = label.isTurned ? label.start + label.width - halfTriangle : label.start + halfTriangle
    let start = label.isTurned ? label.start : x + halfTriangle + 3
    return EdgeLabel(
      mark: mark, x: x, text: text,
      box: LabelBox(x: start, y: -lineHeight, width: textWidth(text), height: lineHeight))
  }

  /// Values below the axis, inside the plot at its bottom; those without room are left out.
  private mutating func placeLowEdgeLabels(in field: inout LabelField) {
    for mark in Self.importantFirst(chart.offScale.filter { !$0.isAbove }) {
      let text = numbers.value(mark.value)
      let width = Self.edgeWidth(text)
      let x = max(0, min(1, chart.x.share(of: mark.x) ?? 0)) * plotWidth
      for isTurned in [false, true] {
        let start = isTurned ? x + Self.halfTriangle - width : x - Self.halfTriangle
        guard start >= -Self.halfTriangle, start + width <= plotWidth + Self.halfTriangle else {
          continue
        }
        let box = LabelBox(
          x: start, y: plotHeight - Self.lineHeight, width: width, height: Self.lineHeight)
        if field.place([box]) == nil { continue }
        let label = HangingLabel(owner: 0, start: start, width: width, row: 0, isTurned: isTurned)
        var edge = Self.edgeLabel(label, mark, numbers)
        edge.box.y = box.y
        edgeLabels.append(edge)
        break
      }
    }
  }

  private mutating func placeEndLabels(
    _ texts: [(text: String, end: ChartPoint, hue: Int)], in field: inout LabelField
  ) {
    let ink = ChartInk(chart, place: place)
    for (text, end, hue) in texts {
      let isInMargin = Self.isInMargin(
        text, end, chart, width: width - left, widest: width * 0.3)
      let across = max(0, min(1, chart.x.share(of: end.x) ?? 1)) * plotWidth
      let up = max(0, min(1, chart.y.share(of: end.y) ?? 0))
      let box = LabelBox(
        x: isInMargin ? plotWidth + 8 : across + 8,
        y: (1 - up) * plotHeight - Self.lineHeight / 2, width: Self.textWidth(text),
        height: Self.lineHeight)
      let places = box.shiftedVertically(
        from: 0, to: plotHeight + Self.lineHeight / 2, step: 3)
      // Near the point and away from every line, if possible.
      let clear = isInMargin ? [] : places.prefix(25).filter { !ink.touches($0) }
      guard let place = field.place(clear + places) else { continue }
      endLabels.append(EndLabel(text: text, box: place, hue: hue, isInMargin: isInMargin))
    }
  }
}
