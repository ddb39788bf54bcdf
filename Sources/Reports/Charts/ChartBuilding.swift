import Statistics
import TextFormats

extension Chart {
  /// Makes a chart of series: smooths them, finds limits, thins the points.
  ///
  /// - Parameters:
  ///   - series: What to draw; the first is the most important one and is drawn last.
  ///   - options: How to draw it.
  ///   - annotations: What to draw beside it.
  public init(
    _ series: [ChartSeries], options: ChartOptions,
    annotations: ChartAnnotations = ChartAnnotations()
  ) {
    precondition(options.pointLimit >= 4, "a line needs 4 points, not \(options.pointLimit)")
    title = options.title
    summary = options.summary
    isSmall = options.isSmall
    x = Self.horizontal(series, annotations, options.axis)
    let seen =
      annotations.marks.filter { $0.kind == .best }.compactMap(\.y)
      + (annotations.forecast.map { [$0.to.y, $0.low, $0.high] } ?? [])
    y = ChartScale.vertical(
      Self.near(series).map { $0.values + $0.bandEdges }, seen: seen,
      isLogarithmic: options.logarithmic)
    lines = []
    bands = []
    offScale = []
    nonFinite = []
    thinning = Self.thinning(series, options)
    notes = Self.notes(series, options)
    marks = annotations.marks.filter { $0.x.isFinite }.sorted { $0.x < $1.x }
    forecast = annotations.forecast
    strip = annotations.learningRate.flatMap { ChartStrip($0, limit: options.pointLimit) }
    for one in series.reversed() { add(one, options) }
    nonFinite = Self.merged(nonFinite)
  }

  /// The horizontal scale over all series, from 0 where they begin close to it.
  private static func horizontal(
    _ series: [ChartSeries], _ annotations: ChartAnnotations, _ kind: HorizontalAxis.Kind
  ) -> ChartScale {
    let positions = series.flatMap { [$0.positions.min(), $0.positions.max()] }.compactMap(\.self)
    var lower = positions.min() ?? 0
    let upper = max(positions.max() ?? 1, annotations.forecast?.to.x ?? -.infinity)
    if kind != .wall, lower > 0, lower < 0.1 * upper { lower = 0 }
    let units: [HorizontalAxis.Kind: ChartScale.Unit] = [.time: .seconds, .wall: .wallTime]
    var scale = ChartScale(lower, upper, unit: units[kind] ?? .number)
    switch kind {
    case .step: scale.title = "step"
    case .time: scale.title = "time since the start"
    case .wall:
      scale.title = "UTC" + (iso8601(lower).map { ", from " + $0.prefix(10) } ?? "")
    case .epoch: scale.title = "epoch"
    }
    return scale
  }

  /// For compared series, those whose level is near the others'; else all.
  ///
  /// A level is far off if it is beyond Tukey's outer fences of the medians, such as one that
  /// exploded among many that did not.
  private static func near(_ series: [ChartSeries]) -> [ChartSeries] {
    let medians = series.map { median($0.values.filter(\.isFinite)) }
    let sorted = medians.compactMap(\.self).sorted()
    guard series.count > 3, series.allSatisfy(\.isCompared),
      let low = quantileOfSorted(sorted, 0.25), let high = quantileOfSorted(sorted, 0.75)
    else { return series }
    let reach = 3 * (high - low)
    let fences = low - reach...high + reach
    return zip(series, medians).filter { $1.map(fences.contains) ?? false }.map(\.0)
  }

  private mutating func add(_ series: ChartSeries, _ options: ChartOptions) {
    let smoothing = series.smoothing(options)
    let isSmoothed = smoothing != .none && series.spread.isEmpty
    let weight: ChartLine.Weight = series.role == .validation ? .heavy : .strong
    if isSmoothed, !series.isCompared {
      lines.append(
        ChartLine(
          weight: .faint, hue: series.hue,
          points: series.drawn(series.values, limit: options.pointLimit)))
    } else if !series.spread.isEmpty {
      bands.append(series.band(limit: options.pointLimit))
    }
    let strong = isSmoothed ? smoothing.smooth(series.values) : series.values
    lines.append(
      ChartLine(
        weight: weight, hue: series.hue, points: series.drawn(strong, limit: options.pointLimit),
        name: series.name, last: series.lastFinite,
        endsNonFinite: series.isCompared && series.values.last.map { !$0.isFinite } ?? false))
    offScale += offScaleMarks(
      positions: series.positions, values: series.values, x: x, y: y, hue: series.hue)
    if !series.isCompared { nonFinite += series.nonFiniteStretches(through: x.upper) }
  }

  /// Joins stretches that overlap or touch; at most 50 remain.
  private static func merged(_ stretches: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, stretch.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound...max(last.upperBound, stretch.upperBound)
      } else {
        result.append(stretch)
      }
    }
    return Array(result.prefix(50))
  }

  private static func thinning(_ series: [ChartSeries], _ options: ChartOptions) -> [String] {
    let numbers = ReadableNumbers(unicode: true)
    return series.filter { $0.loggedPoints > options.pointLimit }.map { one in
      "\(one.name): at most \(numbers.integer(Int64(options.pointLimit))) of "
        + "\(numbers.integer(Int64(one.loggedPoints))) points are drawn, extremes among them"
    }
  }

  private static func notes(_ series: [ChartSeries], _ options: ChartOptions) -> [String] {
    var notes = series.filter { $0.lastFinite == nil }.map { "\($0.name) has no finite value" }
    let lost = series.reduce(0) { $0 + $1.values.count { $0 <= 0 } }
    if options.logarithmic, lost > 0 {
      let count = ReadableNumbers(unicode: true).integer(Int64(lost))
      notes.append("\(count) values of 0 or less cannot be shown on a logarithmic axis")
    }
    return notes
  }
}

extension ChartSeries {
  var hue: Int {
    switch role {
    case .train: 0
    case .validation: 1
    case .compared(let number): number
    }
  }

  /// Whether it is one of several compared series; their raw values would only confuse.
  var isCompared: Bool {
    if case .compared = role { true } else { false }
  }

  func smoothing(_ options: ChartOptions) -> Smoothing {
    if let chosen = options.smoothing { return chosen }
    return role == .validation ? .none : .automatic(points: values.count)
  }

  /// The edges of the band, for the limits of the axis.
  var bandEdges: [Double] {
    zip(values, spread).flatMap { [$0 - $1, $0 + $1] }
  }

  func drawn(_ values: [Double], limit: Int) -> [ChartPoint] {
    thinnedIndices(values, to: limit).map { index in
      ChartPoint(x: positions[index], y: values[index].isFinite ? values[index] : .nan)
    }
  }

  func band(limit: Int) -> ChartBand {
    let kept = thinnedIndices(values, to: limit).filter { values[$0].isFinite }
    return ChartBand(
      hue: hue, positions: kept.map { positions[$0] }, low: kept.map { values[$0] - spread[$0] },
      high: kept.map { values[$0] + spread[$0] })
  }

  /// Stretches of non-finite values; one at the end extends to `end`.
  func nonFiniteStretches(through end: Double) -> [ClosedRange<Double>] {
    var stretches: [ClosedRange<Double>] = []
    var start: Double?
    for (position, value) in zip(positions, values) {
      if value.isFinite {
        if let begin = start { stretches.append(min(begin, position)...max(begin, position)) }
        start = nil
      } else if start == nil {
        start = position
      }
    }
    if let begin = start { stretches.append(begin...max(begin, end)) }
    return stretches
  }
}

extension ChartStrip {
  /// A strip of a series; nil for one without a positive value.
  init?(_ series: ChartSeries, limit: Int) {
    guard let peak = series.values.filter(\.isFinite).max(), peak > 0,
      let last = series.lastFinite
    else { return nil }
    self.init(
      name: series.name, points: series.drawn(series.values, limit: min(limit, 100)), peak: peak,
      last: last.y)
  }
}
