import TextFormats

extension SVGChart {
  /// Everything in the view box; `lines` are elements in the plot's own coordinates.
  func drawPlot(_ svg: inout SVGWriter, lines: String) {
    svg.open("g", [("transform", "translate(\(svgNumber(layout.left)) \(svgNumber(layout.top)))")])
    drawAxes(&svg)
    drawShading(&svg)
    drawMarkLines(&svg)
    svg.text += lines
    drawForecast(&svg)
    drawRings(&svg)
    drawMarkLabels(&svg)
    drawEdgeLabels(&svg)
    for label in layout.endLabels {
      let middle = label.box.y + SVGLayout.lineHeight / 2 + 4
      text(&svg, label.text, label.box.x, middle, "end h\(label.hue % SVGStyle.hues)")
    }
    drawStrip(&svg)
    svg.close("g")
  }

  /// The bands and lines, in the plot's coordinates.
  var lineElements: String {
    var svg = SVGWriter()
    for band in chart.bands {
      let hue = "band h\(band.hue % SVGStyle.hues)"
      svg.empty("path", [("class", hue), ("d", bandPath(band))])
    }
    for line in chart.lines {
      let weight = line.weight == .faint ? "faint" : line.weight == .heavy ? "heavy" : "strong"
      let data = clippedPath(
        line.points, height: layout.plotHeight, stepsPerUnit: line.weight == .faint ? 1 : 10,
        place: layout.place)
      if data.isEmpty { continue }
      let kind = "\(weight) h\(line.hue % SVGStyle.hues)"
      svg.empty(
        "path", [("class", kind), ("d", data), ("stroke-dasharray", SVGStyle.dashes(line))])
    }
    return svg.text
  }

  private func bandPath(_ band: ChartBand) -> String {
    var path = SVGPath()
    let upper = zip(band.positions, band.high).map { ChartPoint(x: $0, y: $1) }
    let lower = zip(band.positions, band.low).map { ChartPoint(x: $0, y: $1) }
    for (index, point) in (upper + lower.reversed()).enumerated() {
      // An edge below 0 cannot be shown on a logarithmic axis, and is put at its bottom.
      let here = layout.place(point)
      let x = here?.x ?? (chart.x.share(of: point.x) ?? 0) * layout.plotWidth
      let y = max(0, min(layout.plotHeight, here?.y ?? layout.plotHeight))
      if index == 0 { path.move(x, y) } else { path.line(x, y) }
    }
    path.close()
    return path.data
  }

  private func drawAxes(_ svg: inout SVGWriter) {
    let right = svgNumber(layout.plotWidth)
    for tick in layout.yTicks {
      let y = (1 - (chart.y.share(of: tick.value) ?? 0)) * layout.plotHeight
      svg.empty("path", [("class", "rule"), ("d", "M0 \(svgNumber(y))H\(right)")])
      text(&svg, tick.label, -8, y + 4, "tick right")
    }
    for tick in layout.xTicks {
      text(&svg, tick.label, tick.center, layout.plotHeight + 19, "tick middle")
    }
    if !chart.x.title.isEmpty {
      let y = layout.height - layout.top - 4
      text(&svg, chart.x.title, layout.plotWidth / 2, y, "tick middle")
    }
  }

  private func drawShading(_ svg: inout SVGWriter) {
    for stretch in chart.nonFinite {
      guard let first = chart.x.share(of: stretch.lowerBound),
        let last = chart.x.share(of: stretch.upperBound), last >= 0, first <= 1
      else { continue }
      let (from, to) = (max(0, first) * layout.plotWidth, min(1, last) * layout.plotWidth)
      svg.empty(
        "rect",
        [
          ("class", "missing"), ("x", svgNumber(from)), ("y", "0"),
          ("width", svgNumber(max(1, to - from))), ("height", svgNumber(layout.plotHeight)),
        ])
    }
  }

  private func drawMarkLines(_ svg: inout SVGWriter) {
    for label in layout.hanging.marks {
      let mark = chart.marks[label.owner]
      guard let share = chart.x.share(of: mark.x), (-1e-9...1 + 1e-9).contains(share) else {
        continue
      }
      let x = svgNumber(share * layout.plotWidth)
      let top = svgNumber(-Double(label.row) * SVGLayout.lineHeight - 12)
      svg.empty(
        "path",
        [
          ("class", "mark \(mark.style)"),
          ("d", "M\(x) \(top)V\(svgNumber(layout.plotHeight))"),
        ])
    }
  }

  private func drawMarkLabels(_ svg: inout SVGWriter) {
    for label in layout.hanging.marks {
      let y = -Double(label.row) * SVGLayout.lineHeight - 4
      let style = chart.marks[label.owner].style
      text(&svg, layout.markLabels[label.owner], label.start, y, style)
    }
  }

  private func drawRings(_ svg: inout SVGWriter) {
    for mark in chart.marks {
      guard let value = mark.y, let place = layout.place(ChartPoint(x: mark.x, y: value)),
        mark.kind == .best || mark.kind == .spike
      else { continue }
      // Values outside the axis are marked at its edge.
      let y = max(0, min(layout.plotHeight, place.y))
      let radius = mark.kind == .best ? "4" : "2.5"
      svg.empty(
        "circle",
        [
          ("class", "ring \(mark.style)"), ("cx", svgNumber(place.x)), ("cy", svgNumber(y)),
          ("r", radius),
        ])
    }
  }

  private func drawForecast(_ svg: inout SVGWriter) {
    guard let forecast = chart.forecast else { return }
    let points = [forecast.from, forecast.to]
    let hue = "h\(forecast.hue % SVGStyle.hues)"
    let wedge = ChartBand(
      hue: forecast.hue, positions: points.map(\.x), low: [forecast.from.y, forecast.low],
      high: [forecast.from.y, forecast.high])
    svg.empty("path", [("class", "band \(hue)"), ("d", bandPath(wedge))])
    let data = clippedPath(points, height: layout.plotHeight, place: layout.place)
    svg.empty("path", [("class", "strong \(hue)"), ("d", data), ("stroke-dasharray", "5 4")])
  }

  private func drawEdgeLabels(_ svg: inout SVGWriter) {
    for label in layout.edgeLabels {
      let foot = label.mark.isAbove ? -3.0 : layout.plotHeight - 10
      let tip = label.mark.isAbove ? -11.0 : layout.plotHeight - 2
      var path = SVGPath()
      path.move(label.x - 4, foot)
      path.line(label.x + 4, foot)
      path.line(label.x, tip)
      path.close()
      let hue = "h\(label.mark.hue % SVGStyle.hues)"
      svg.empty("path", [("class", "edge \(hue)"), ("d", path.data)])
      text(&svg, label.text, label.box.x, label.box.y + 11, "end \(hue)")
    }
  }

  private func drawStrip(_ svg: inout SVGWriter) {
    guard let strip = chart.strip else { return }
    let top = layout.plotHeight + 30
    let height = SVGLayout.stripHeight
    let scale = ChartScale(0, strip.peak)
    let data = clippedPath(strip.points, height: height) { point in
      guard let across = chart.x.share(of: point.x), let up = scale.share(of: point.y) else {
        return nil
      }
      return (across * layout.plotWidth, (1 - up) * height)
    }
    svg.open("g", [("transform", "translate(0 \(svgNumber(top)))")])
    let right = svgNumber(layout.plotWidth)
    svg.empty("path", [("class", "rule"), ("d", "M0 \(svgNumber(height))H\(right)")])
    svg.empty("path", [("class", "strip"), ("d", data)])
    text(&svg, strip.name, -8, height - 4, "tick right")
    let numbers = layout.numbers
    let peak = numbers.value(strip.peak, digits: 2, trimmed: true)
    let last = numbers.value(strip.last, digits: 2, trimmed: true)
    text(&svg, "peak \(peak)", layout.plotWidth + 8, 9, "tick")
    text(&svg, "now \(last)", layout.plotWidth + 8, height, "tick")
    svg.close("g")
  }

  private func text(
    _ svg: inout SVGWriter, _ content: String, _ x: Double, _ y: Double, _ kind: String
  ) {
    svg.element("text", content, [("class", kind), ("x", svgNumber(x)), ("y", svgNumber(y))])
  }
}

extension ChartMark {
  /// The class of a mark's line and label.
  var style: String {
    switch kind {
    case .best: "good"
    case .firstSign, .nonFinite, .spike: "bad"
    case .resume: "plain"
    }
  }
}
