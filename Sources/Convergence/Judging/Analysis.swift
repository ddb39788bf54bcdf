import Scalars
import Statistics

/// The numbers on which a verdict is based, all with the sign that makes less better.
struct Analysis {
  var series: BlockSeries
  var levels: Levels
  /// The index of the best level among `levels`.
  var bestIndex: Int
  /// The best level.
  var best: Double
  /// The level now.
  var now: Double
  /// The mean of the first twentieth of the blocks.
  var start: Double
  /// Robust standard deviation of block means around their trend, over the last half.
  var noise: Double
  /// The standard error of a difference of two levels.
  var standardError: Double
  /// The loss scale: the best level's size, at least 5 % of the total drop.
  var scale: Double
  /// The loss scale that was given, if any.
  private var givenScale: Double?
  /// The smallest gain worth having.
  var worthwhile: Double
  /// The smallest gain the noise lets one see.
  var detectable: Double
  /// The gains so far, and those that a fitted curve predicts.
  var gains: PastGains

  /// The size of a level: its absolute value, or the loss scale if one was given.
  func size(of level: Double) -> Double { givenScale ?? series.size(of: level) }

  /// How far the level has risen above the best one.
  var rise: Double { now - best }
  /// How far the best level lies below the start.
  var progress: Double { start - best }
  /// What counts as a gain: √(worthwhile² + detectable²).
  var needed: Double { (worthwhile * worthwhile + detectable * detectable).squareRoot() }
  /// Whether the range of possible values leaves room for a gain worth having.
  var hasRoom: Bool { now - series.bounds.lowerBound > worthwhile }
  /// The levels after the best one.
  var levelsAfterBest: ArraySlice<Double> { levels.values.dropFirst(bestIndex + 1) }
  /// The worst level since the best one.
  var worstSinceBest: Double { levelsAfterBest.max() ?? best }
  /// The last step of the best level's window.
  var bestStep: Int64 { series.step(at: levels.offsets[bestIndex]) }

  /// - Returns: `nil` for a series of fewer than three blocks, which has no levels.
  init?(
    _ tracker: borrowing SeriesTracker, sign: Double, bounds: ClosedRange<Double>? = nil,
    parameters: JudgeParameters
  ) {
    self.init(BlockSeries(tracker, sign: sign, bounds: bounds), parameters: parameters)
  }

  /// - Returns: `nil` for a series of fewer than three blocks, which has no levels.
  init?(_ series: BlockSeries, parameters: JudgeParameters) {
    self.series = series
    let count = series.count
    levels = Levels(series)
    guard count >= 3, let bestIndex = levels.bestIndex, let now = levels.values.last else {
      return nil
    }
    self.bestIndex = bestIndex
    self.now = now
    best = levels.values[bestIndex]
    start = series.mean(of: 0..<max(1, count / 20))

    noise = noiseFromSecondDifferences(series.values.span.extracting(last: max(10, count / 2)))
    let tenth = Int(clamping: (Levels.window * Double(count)).rounded(.toNearestOrEven))
    standardError = noise * (2 / Double(max(levels.blocksPerWindow, tenth))).squareRoot()

    givenScale = parameters.scale
    scale =
      parameters.scale
      ?? max(
        series.size(of: best), CoreConstants.scaleFloor * abs(start - best),
        Double.leastNormalMagnitude)
    worthwhile = parameters.minImprovement * scale
    detectable = parameters.z * standardError
    gains = PastGains(series: series, levels: levels, horizon: parameters.horizon)
  }
}
