import Statistics

/// What the next steps should gain, by three extrapolations that fail in different ways.
///
/// With t steps taken and the horizon 50 %: what the best level gained from t/1.5 to t; 1.6 times what
/// it gained from t/1.25 to t; and the best level minus a line in log(step) through the last two
/// thirds, read at 1.45 t. The forecast is their median.
struct GainForecast {
  /// The gain of the last third, and of the last fifth times 1.6.
  var pastGains: (third: Double, fifth: Double)
  /// The gain by the log-linear trend.
  var trendGain: Double
  /// The median of the three.
  var expected: Double
  /// The standard deviation of the three around the median: how far they disagree.
  var spread: Double

  /// - Returns: `nil` where there are too few blocks.
  init?(series: BlockSeries, levels: Levels, best: Double, horizon: Double) {
    guard series.count >= 3, !levels.values.isEmpty else { return nil }
    let third = Self.pastGain(since: 1 + horizon, in: series, levels: levels)
    let fifth = 1.6 * Self.pastGain(since: 1 + horizon / 2, in: series, levels: levels)
    let trend = Self.trendGain(series: series, best: best, horizon: horizon)
    pastGains = (third, fifth)
    trendGain = trend
    let gains = [third, fifth, trend]
    expected = median(gains) ?? 0
    let middle = expected
    spread = (gains.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / 3).squareRoot()
  }

  /// The gain of the best level since the run had taken 1/`divisor` of its steps.
  private static func pastGain(
    since divisor: Double, in series: BlockSeries, levels: Levels
  ) -> Double {
    let border = series.origin + series.elapsed / divisor + 1e-9
    let split = levels.steps.partitionPoint { $0 > border }
    guard let before = levels.values[..<split].min(), let after = levels.values[split...].min()
    else { return 0 }
    return before - after
  }

  private static func trendGain(series: BlockSeries, best: Double, horizon: Double) -> Double {
    let border = series.origin + 0.67 * series.elapsed
    let from = min(series.countThrough(border), max(0, series.count - 3))
    let x = series.steps[from...].map { naturalLogarithm(max($0 - series.origin, 1e-9)) }
    guard let line = leastSquares(x: x, y: Array(series.values[from...])) else { return 0 }
    let later = naturalLogarithm(series.elapsed) + naturalLogarithm(1 + 0.9 * horizon)
    return best - line(later)
  }
}
