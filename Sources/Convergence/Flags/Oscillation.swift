import Statistics

extension Flag {
  /// Whether the level swings around its trend, with at least three cycles of 1 % of the loss
  /// scale.
  ///
  /// A parabola in log(step) is subtracted, and the residuals are clipped to three robust
  /// deviations. Their autocorrelation must exceed 0.5 at its first peak after it first was
  /// negative, at a lag of at least four blocks.
  static func oscillation(of analysis: Analysis) -> Flag? {
    let series = analysis.series
    let from = series.countThrough(series.offset(atShare: 0.1))
    guard series.count - from >= 24 else { return nil }
    let x = series.offsets[from...].map { naturalLogarithm($0 + series.lead) }
    let all = parabolaResiduals(x: x, y: Array(series.values[from...]))
    // No autocorrelation is above 1, and clipping makes no residual larger.
    let squares = all.reduce(0) { $0 + $1 * $1 }
    let largest = 1.42 * (squares / Double(all.count - 1)).squareRoot()
    guard largest > Self.smallestSwing * analysis.scale else { return nil }
    let residuals = clipped(all)
    guard let (lag, peak) = firstPeak(of: residuals), peak > 0.5 else { return nil }
    let cycles = Double(residuals.count) / Double(lag)
    let deviation = standardDeviation(residuals) ?? 0
    let amplitude = (2 * peak).squareRoot() * deviation
    guard cycles >= 3, amplitude > Self.smallestSwing * analysis.scale else { return nil }
    let spacing = (series.lastOffset - series.offsets[from]) / Double(residuals.count - 1)
    return .oscillation(period: Double(lag) * spacing, amplitude: amplitude, cycles: cycles)
  }

  /// The smallest amplitude, as a share of the loss scale.
  private static let smallestSwing = 0.01

  /// The residuals of y after a parabola is fitted; both y and x² are first regressed on x (Frisch
  /// and Waugh).
  private static func parabolaResiduals(x: [Double], y: [Double]) -> [Double] {
    func residuals(_ values: [Double], on x: [Double]) -> [Double] {
      guard let line = leastSquares(x: x, y: values) else { return values }
      return x.indices.map { values[$0] - line(x[$0]) }
    }
    let curvature = residuals(x.map { $0 * $0 }, on: x)
    return residuals(residuals(y, on: x), on: curvature)
  }

  private static func clipped(_ values: [Double]) -> [Double] {
    let bound = 3 * standardDeviationsPerMAD * (medianAbsoluteDeviation(values) ?? 0)
    return values.map { min(bound, max(-bound, $0)) }
  }

  /// The first peak of the autocorrelation after the first lag at which it is negative.
  private static func firstPeak(of values: [Double]) -> (lag: Int, value: Double)? {
    let correlation = Autocorrelation(values)
    var isBehindNegative = false
    var (before, value) = (0.0, correlation(lag: 0))
    for lag in 0..<values.count / 2 {
      let next = correlation(lag: lag + 1)
      if isBehindNegative, lag >= 4, value > 0, value > before, value >= next {
        return (lag, value)
      }
      if value < 0 { isBehindNegative = true }
      (before, value) = (value, next)
    }
    return nil
  }
}
