import Statistics

/// The numbers that a verdict weighs, all turned so that less is better.
struct Analysis {
  var series: BlockSeries
  var levels: Levels
  /// The index of the best level among `levels`, 0 where there is none.
  var bestIndex: Int
  /// The best level, the level now, and the mean of the first twentieth of the blocks.
  var best: Double
  var now: Double
  var start: Double
  /// Robust standard deviation of block means around their trend, over the last half.
  var noise: Double
  /// The standard error of a difference of two levels.
  var standardError: Double
  /// The loss scale: the best level's magnitude, at least 5 % of the total drop.
  var scale: Double
  /// The smallest gain worth having.
  var worthwhile: Double
  /// The smallest gain the noise lets one see.
  var detectable: Double
  var forecast: GainForecast?

  /// How far the level has risen above the best one.
  var rise: Double { now - best }
  /// How far the best level lies below the start.
  var progress: Double { start - best }
  /// The larger of worthwhile and detectable gain: what counts.
  var needed: Double { max(worthwhile, detectable) }
  /// Expected gain in units of what counts.
  var ratio: Double? { forecast.map { $0.expected / needed } }
  /// The levels after the best one.
  var levelsAfterBest: ArraySlice<Double> { levels.values.dropFirst(bestIndex + 1) }
  /// The last step of the best level's window.
  var bestStep: Double { levels.steps.isEmpty ? series.end : levels.steps[bestIndex] }

  /// - Returns: `nil` for a series without a finite point.
  init?(_ tracker: SeriesTracker, sign: Double, parameters: JudgeParameters) {
    series = BlockSeries(tracker, sign: sign)
    guard let last = series.values.last else { return nil }
    let count = series.count
    levels = Levels(series)
    bestIndex = levels.bestIndex ?? 0
    best = levels.values.isEmpty ? last : levels.values[bestIndex]
    now = levels.values.last ?? last
    start = series.mean(of: 0..<max(1, count / 20))

    noise = noiseFromSecondDifferences(series.values.suffix(max(10, count / 2)))
    let blocks = max(levels.blocksPerWindow, Int((0.1 * Double(count)).rounded(.toNearestOrEven)))
    standardError = noise * (2 / Double(blocks)).squareRoot()

    scale = max(abs(best), 0.05 * abs(start - best), 1e-12)
    worthwhile = parameters.minImprovement * scale
    detectable = parameters.z * standardError
    forecast = GainForecast(
      series: series, levels: levels, best: best, horizon: parameters.horizon)
  }
}
