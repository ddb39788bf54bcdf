import Convergence
import Scalars
import TextFormats

/// The chart on the screen of one run.
struct WatchChart {
  let picture: WatchPicture
  let terminal: Terminal

  init(_ picture: WatchPicture, terminal: Terminal) {
    self.picture = picture
    self.terminal = terminal
  }

  func lines(width: Int, plotRows: Int) -> [String] {
    guard let first = picture.lines.first, first.points.contains(where: \.value.isFinite) else {
      return ["  " + terminal.styled("waiting for points", .dim)]
    }
    let look = picture.look
    let axis = HorizontalAxis(look.axis, along: first.points)
    let series = picture.lines.map {
      ChartSeries(
        name: printable($0.name, unicode: terminal.unicode), role: $0.role, points: $0.points,
        along: axis)
    }
    var options = ChartOptions()
    options.axis = axis.kind
    options.logarithmic = look.logarithmic
    options.smoothing = look.smoothing
    var annotations = ChartAnnotations()
    if look.tag == 0 {
      annotations.forecast = forecast(first, axis)
      annotations.marks = best(first, axis).map { [$0] } ?? []
    }
    let chart = Chart(series, options: options, annotations: annotations)
    var place = terminal
    place.width = width
    return TerminalChart(chart, terminal: place, rows: plotRows).lines
  }

  private func forecast(_ line: WatchPicture.Line, _ axis: HorizontalAxis) -> ChartForecast? {
    let state = picture.state
    guard state.verdict == .improving, let judgement = state.judgement,
      let forecast = judgement.forecast, let level = judgement.level, level.isFinite,
      let last = judgement.last, let from = axis.position(ofStep: last.step),
      let to = axis.position(ofStep: forecast.atStep), to > from
    else { return nil }
    return ChartForecast(
      from: ChartPoint(x: from, y: level), to: ChartPoint(x: to, y: forecast.value),
      low: forecast.low, high: forecast.high, hue: line.role == .validation ? 1 : 0)
  }

  /// The best value, if the run has continued long enough since then to be worth a mark.
  private func best(_ line: WatchPicture.Line, _ axis: HorizontalAxis) -> ChartMark? {
    guard let best = picture.state.best, let first = line.points.first?.step,
      let last = line.points.last?.step, last > first,
      Double(last) - Double(best.step) > 0.1 * (Double(last) - Double(first)),
      let place = axis.position(ofStep: best.step)
    else { return nil }
    let numbers = ReadableNumbers(unicode: terminal.unicode)
    let label = "best \(numbers.integer(best.step)) · \(numbers.value(best.value))"
    return ChartMark(.best, x: place, y: best.value, label: label)
  }
}
