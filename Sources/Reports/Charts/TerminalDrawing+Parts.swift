import Scalars
import TextFormats

extension TerminalDrawing {
  /// Both axes with their ticks and labels.
  mutating func drawAxes() {
    for row in 0..<rows { grid.set(left - 1, top + row, glyph("│", "|"), .dim) }
    for tick in yTicks {
      guard let row = row(tick.value) else { continue }
      grid.set(left - 1, top + row, glyph("┤", "+"), .dim)
      let start = left - 2 - displayWidth(tick.label)
      grid.write(tick.label, start, top + row)
    }
    let axis = top + rows
    grid.set(left - 1, axis, glyph("└", "+"), .dim)
    for column in 0..<columns { grid.set(left + column, axis, glyph("─", "-"), .dim) }
    for tick in horizontalTicks() {
      guard let column = column(tick.value) else { continue }
      grid.set(left + column, axis, glyph("┬", "+"), .dim)
      grid.write(tick.label, labelStart(tick, column), axis + 1)
    }
  }

  /// The finest ticks with at least two blanks between their labels.
  private func horizontalTicks() -> [ChartScale.Tick] {
    for count in stride(from: max(2, columns / 8), through: 2, by: -1) {
      let ticks = chart.x.ticks(atMost: count, numbers: numbers)
      var end = -2
      let fits = ticks.allSatisfy { tick in
        guard let column = column(tick.value) else { return true }
        let start = labelStart(tick, column)
        defer { end = start + displayWidth(tick.label) }
        return start >= end + 2
      }
      if fits { return ticks }
    }
    return Array(chart.x.ticks(atMost: 2, numbers: numbers).prefix(1))
  }

  /// The column at which a tick's label begins: centered below it, inside the line.
  private func labelStart(_ tick: ChartScale.Tick, _ column: Int) -> Int {
    let width = displayWidth(tick.label)
    return max(0, min(grid.width - width, left + column - (width - 1) / 2))
  }

  /// The stretches that are not finite.
  mutating func drawShading() {
    for stretch in chart.nonFinite {
      guard let first = column(max(stretch.lowerBound, chart.x.lower)),
        let last = column(min(stretch.upperBound, chart.x.upper))
      else { continue }
      for column in first...last {
        for row in 0..<rows { grid.set(left + column, top + row, glyph("░", ":"), .dim) }
      }
    }
  }

  /// All lines; raw values only where there is no other line.
  mutating func drawLines() {
    if !terminal.unicode { return drawLetters() }
    var faint = BrailleCanvas(columns: columns, rows: rows)
    var strong = faint
    var heavy = faint
    for line in chart.lines {
      let style = LineStyle(line)
      switch line.weight {
      case .faint: dot(line.points, on: &faint)
      case .strong, .heavy:
        trace(line.points, style, on: &strong)
        if style.isHeavy { trace(line.points, style, on: &heavy) }
      }
    }
    if let forecast = chart.forecast {
      var style = LineStyle(ChartLine(weight: .strong, hue: 0, points: []))
      style.dashes = [2, 3]
      trace([forecast.from, forecast.to], style, on: &strong)
    }
    for row in 0..<rows {
      for column in 0..<columns {
        if !strong.isEmpty(column: column, row: row) {
          let style: TextStyle = heavy.isEmpty(column: column, row: row) ? .plain : .bold
          grid.set(left + column, top + row, strong.character(column: column, row: row), style)
        } else if !faint.isEmpty(column: column, row: row) {
          grid.set(left + column, top + row, faint.character(column: column, row: row), .dim)
        }
      }
    }
  }

  private func dot(_ points: [ChartPoint], on canvas: inout BrailleCanvas) {
    for point in points {
      guard let across = chart.x.share(of: point.x), let up = chart.y.share(of: point.y),
        (0...1).contains(across), (0...1).contains(up)
      else { continue }
      canvas.set(
        Int(clamping: (across * Double(canvas.width - 1)).rounded()),
        Int(clamping: ((1 - up) * Double(canvas.height - 1)).rounded()))
    }
  }

  private func trace(_ points: [ChartPoint], _ style: LineStyle, on canvas: inout BrailleCanvas) {
    let runs = tracedRuns(
      points, x: chart.x, y: chart.y, columns: canvas.width, rows: canvas.height)
    var length = 0
    for run in runs {
      length += run.rows.count
      guard style.isOn(length) else { continue }
      for row in run.rows { canvas.set(run.column, row) }
      if style.isHeavy {
        let isAtBottom = run.rows.upperBound == canvas.height - 1
        canvas.set(run.column, isAtBottom ? run.rows.lowerBound - 1 : run.rows.upperBound + 1)
      }
    }
  }

  private mutating func drawLetters() {
    for line in chart.lines where line.weight != .faint {
      let style = LineStyle(line)
      let runs = tracedRuns(line.points, x: chart.x, y: chart.y, columns: columns, rows: rows)
      for run in runs {
        for row in run.rows { grid.set(left + run.column, top + row, style.letter) }
      }
    }
    guard let forecast = chart.forecast else { return }
    let ends = [forecast.from, forecast.to]
    for run in tracedRuns(ends, x: chart.x, y: chart.y, columns: columns, rows: rows)
    where run.column % 2 == 0 {
      grid.set(left + run.column, top + run.rows.lowerBound, "-")
    }
  }

  /// Vertical lines with their labels, the ring of the best value, spikes.
  mutating func drawMarks() {
    for label in hanging.marks {
      let mark = chart.marks[label.owner]
      guard let column = column(mark.x) else { continue }
      for row in (top - label.row - 1)..<(top + rows) where grid.isBlank(left + column, row) {
        grid.set(left + column, row, glyph("┊", ":"), mark.textStyle)
      }
    }
    for label in hanging.marks {
      let mark = chart.marks[label.owner]
      let text = shortened(
        markLabels[label.owner], to: Int(clamping: label.width), unicode: terminal.unicode)
      grid.write(text, left + Int(clamping: label.start), top - label.row - 1, mark.textStyle)
    }
    for mark in chart.marks {
      guard let value = mark.y, let column = column(mark.x), let row = row(value) else { continue }
      switch mark.kind {
      case .best: grid.set(left + column, top + row, glyph("◯", "O"), mark.textStyle)
      case .spike: grid.set(left + column, top + row, "^", mark.textStyle)
      default: break
      }
    }
  }

  /// Names and last values at the ends of lines, away from other drawings if there is room.
  mutating func drawEndLabels() {
    for label in endLabels {
      guard let column = column(label.end.x) else { continue }
      let share = max(0, min(1, chart.y.share(of: label.end.y) ?? 0))
      let row = ((1 - share) * Double(rows - 1)).rounded()
      let start = label.isInMargin ? columns + 1 : column + 2
      let width = displayWidth(label.text)
      let wanted = LabelBox(
        x: Double(start - 1), y: row, width: Double(width + 2), height: 1)
      let places = wanted.shiftedVertically(from: 0, to: Double(rows), step: 1)
      let near = places.prefix(5)
      let blank = near.filter { place in
        (start..<start + width).allSatisfy { column in
          left + column < grid.width && grid.isBlank(left + column, top + Int(clamping: place.y))
        }
      }
      if let box = field.place(blank + places) {
        grid.write(label.text, left + start, top + Int(clamping: box.y))
      }
    }
  }

  /// Values outside the axis: those above it over the plot, those below at its bottom if there is
  /// room.
  mutating func drawOffScale() {
    let up = glyph("▲", "^")
    for label in hanging.edges {
      let value = numbers.value(above[label.owner].value)
      let text = label.isTurned ? "\(value) \(up)" : "\(up) \(value)"
      let start = label.isTurned ? label.start + 1 : label.start
      grid.write(text, left + Int(clamping: start), top - 1)
    }
    let down = glyph("▼", "v")
    for mark in chart.offScale where !mark.isAbove {
      guard let column = column(mark.x) else { continue }
      let value = numbers.value(mark.value)
      let width = displayWidth(value) + 2
      let texts = [(column, "\(down) \(value)"), (column + 1 - width, "\(value) \(down)")]
      for (start, text) in texts where start >= 0 && start + width <= columns {
        let box = LabelBox(
          x: Double(start - 1), y: Double(rows - 1), width: Double(width + 2), height: 1)
        if field.place([box]) == nil { continue }
        grid.write(text, left + start, top + rows - 1)
        break
      }
    }
  }

  /// The learning rate as bars below the axis.
  mutating func drawStrip() {
    guard let strip = chart.strip else { return }
    let bars = Array(terminal.unicode ? "▁▂▃▄▅▆▇█" : "_.:-=+*#")
    let row = top + rows + 2
    let name = String(shown(strip.name).prefix(max(0, left - 2)))
    grid.write(name, max(0, left - 1 - displayWidth(name)), row, .dim)
    for run in tracedRuns(
      strip.points, x: chart.x, y: ChartScale(0, strip.peak), columns: columns, rows: bars.count)
    {
      let level = bars.count - 1 - run.rows.lowerBound
      grid.set(left + run.column, row, bars[level], .dim)
    }
    let last = numbers.value(strip.last, digits: 2, trimmed: true)
    let peak = numbers.value(strip.peak, digits: 2, trimmed: true)
    let texts = ["\(last) of \(peak)", last]
    let start = left + columns + 1
    let fitting = texts.first { start + displayWidth($0) <= grid.width }
    grid.write(fitting ?? "", start, row, .dim)
  }
}

extension ChartMark {
  /// The style of a mark on a terminal.
  var textStyle: TextStyle {
    switch kind {
    case .best: .green
    case .firstSign, .nonFinite, .spike: .red
    case .resume: .dim
    }
  }
}
