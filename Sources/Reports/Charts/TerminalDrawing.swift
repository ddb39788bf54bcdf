import Scalars
import TextFormats

/// A `TerminalChart` in the making: the positions of its parts, and the characters drawn so far.
struct TerminalDrawing {
  let chart: Chart
  let terminal: Terminal
  let numbers: ReadableNumbers
  let shown: (String) -> String
  /// The ticks of the vertical axis.
  let yTicks: [ChartScale.Tick]
  /// The labels above the plot.
  let hanging: HangingLabels
  /// The values above the axis, the most extreme first.
  let above: [OffScaleMark]
  let markLabels: [String]
  /// The texts at the ends of lines, and which of them are in the margin.
  let endLabels: [TerminalEndLabel]
  /// The plot: its first column and row, its columns and rows.
  let left: Int
  let top: Int
  let columns: Int
  let rows: Int
  var grid: CharacterGrid
  var field = LabelField()

  init(_ drawing: TerminalChart) {
    chart = drawing.chart
    terminal = drawing.terminal
    numbers = drawing.numbers
    shown = { drawing.shown($0) }
    rows = drawing.rows
    let most = max(2, (rows + 1) / 2)
    yTicks = chart.hasValues ? chart.y.ticks(atMost: most, numbers: numbers) : []
    let gutter = (yTicks.map { displayWidth($0.label) }.max() ?? 0) + 3
    let room = max(TerminalChart.leastColumns, terminal.width - gutter)
    endLabels = TerminalEndLabel.all(of: drawing, room: room)
    let margin = endLabels.filter(\.isInMargin).map { displayWidth($0.text) + 1 }.max() ?? 0
    let columns = max(TerminalChart.leastColumns, room - margin)
    self.columns = columns
    left = gutter
    let across = chart.x
    markLabels = chart.marks.map { drawing.shown($0.label) }
    let edges = chart.offScale.filter(\.isAbove).sorted { $0.value > $1.value }
    above = edges
    let numbers = numbers
    func place(_ x: Double) -> Double {
      (max(0, min(1, across.share(of: x) ?? 0)) * Double(columns - 1)).rounded()
    }
    hanging = HangingLabels(
      zip(chart.marks, markLabels).map { mark, label in
        HangingLabels.Wish(x: place(mark.x), width: Double(min(displayWidth(label), columns)))
      },
      edges: edges.map { mark in
        HangingLabels.Wish(
          x: place(mark.x), width: Double(displayWidth(numbers.value(mark.value)) + 2))
      }, in: 0...Double(columns), gap: 2, halfTriangle: 0)
    top = hanging.rows
    let strip = chart.strip == nil ? 0 : 1
    grid = CharacterGrid(
      width: max(terminal.width, gutter + columns), height: top + rows + 2 + strip)
  }

  /// The plot's column of a position.
  func column(_ x: Double) -> Int? {
    guard let share = chart.x.share(of: x), share >= -1e-9, share <= 1 + 1e-9 else { return nil }
    return Int(clamping: (max(0, min(1, share)) * Double(columns - 1)).rounded())
  }

  /// The plot's row of a value, 0 at its top; nil for values beyond the axis.
  func row(_ y: Double) -> Int? {
    guard let share = chart.y.share(of: y), share >= -1e-9, share <= 1 + 1e-9 else { return nil }
    return Int(clamping: ((1 - max(0, min(1, share))) * Double(rows - 1)).rounded())
  }

  /// One of two characters, depending on what the terminal can show.
  func glyph(_ unicode: Character, _ ascii: Character) -> Character {
    terminal.unicode ? unicode : ascii
  }
}

/// A text at the end of a line.
struct TerminalEndLabel {
  var text: String
  var end: ChartPoint
  var isInMargin: Bool

  /// The labels of all lines and of the forecast.
  ///
  /// A line that ended early is named to the right of its end, inside the plot, if there is room.
  static func all(of drawing: TerminalChart, room: Int) -> [TerminalEndLabel] {
    let chart = drawing.chart
    let widest = max(10, room * 2 / 5)
    func label(_ text: String, at end: ChartPoint) -> TerminalEndLabel {
      let text = shortened(drawing.shown(text), to: widest, unicode: drawing.terminal.unicode)
      let share = chart.x.share(of: end.x) ?? 1
      let free = (1 - share) * Double(room - widest)
      return TerminalEndLabel(
        text: text, end: end, isInMargin: free < Double(displayWidth(text) + 2))
    }
    var labels = chart.lines.reversed().compactMap { line -> TerminalEndLabel? in
      guard let text = line.endLabel(drawing.numbers), let end = line.last else { return nil }
      let glyph = drawing.terminal.unicode ? "" : "\(LineStyle(line).letter) "
      return label(glyph + text, at: end)
    }
    if let forecast = chart.forecast {
      labels.append(label(forecast.label(drawing.numbers), at: forecast.to))
    }
    return labels
  }
}
