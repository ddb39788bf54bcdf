import Statistics

/// How long and how near to its best a series has stood, as seen at the end of one of its blocks.
///
/// Only values logged until that block are used. So a rule that needs a condition to hold for a
/// while can check it at earlier blocks without using later values.
struct Standstill {
  /// How many evaluations came after the best value so far was first reached, ignoring gains too
  /// small to matter.
  ///
  /// Counted in blocks: in a long series, several points make one evaluation.
  var evaluations: Int
  /// The share of the steps that those evaluations span.
  var share: Double
  /// The usual distance of the series from its best over its last fifth, in units of the scale, at
  /// most 10.
  var distance: Double
  /// How much nearer than usual the last fifth came to the best: log₁₀(usual distance / smallest
  /// distance).
  var nearness: Double
  /// The share of the rise since the best that was recovered, 0 to 1.
  var regained: Double
  /// The last block that counts, and the first block that is as good as the best, ignoring gains
  /// too small to matter.
  private let block: Int
  private let reached: Int
  /// The best value so far.
  private let best: Double
  /// The smallest gain worth having, in the unit of the values.
  private let worth: Double
  /// The size of a value.
  private let scale: Double

  /// - Parameters:
  ///   - evaluations: the series.
  ///   - block: the last block that counts.
  ///   - scale: the size of a value.
  ///   - worth: the smallest gain worth having, as a share of the scale.
  init(_ evaluations: borrowing Evaluations, at block: Int, scale: Double, worth: Double) {
    let lows = evaluations.lows[...block]
    let place = lows.indices.min { lows[$0] < lows[$1] } ?? 0
    let best = lows[place]
    let reached = lows.firstIndex { $0 <= best + worth * scale } ?? place
    (self.block, self.reached, self.best, self.worth) = (block, reached, best, worth * scale)
    self.scale = scale
    self.evaluations = block - reached
    let taken = max(evaluations.steps[block], 1e-12)
    share = (taken - evaluations.steps[reached]) / taken

    let recent = evaluations.start(ofLast: max(3, evaluations.points[block] / 5), through: block)
    func bounded(_ value: Double) -> Double { min(10, max(1e-3, (value - best) / scale)) }
    let usual = bounded(median(Array(evaluations.values[recent...block])) ?? best)
    let least = bounded(lows[recent...].min() ?? best)
    distance = usual
    nearness = (naturalLogarithm(usual) - naturalLogarithm(least)) / naturalLogarithm(10)

    let since = Array(evaluations.values[reached...block])
    regained = Self.regained(since, best: best, worth: worth * scale)
  }

  /// Uses medians of three, so that a single outlier is not a peak.
  private static func regained(_ values: [Double], best: Double, worth: Double) -> Double {
    guard values.count >= 5 else { return 0 }
    let smooth = values.indices.dropFirst().dropLast().map {
      medianOfThree(values[$0 - 1], values[$0], values[$0 + 1])
    }
    guard let peak = smooth.max(), let now = smooth.last, peak - best > worth else {
      return 0
    }
    return (peak - now) / (peak - best)
  }

  /// Whether the last third of the series fell by a tenth of the rise since the best, and by the
  /// smallest gain worth having.
  ///
  /// The rise is capped at a few times the size of a value, so that a fall after an explosion
  /// counts, too.
  func isComingBack(_ evaluations: borrowing Evaluations) -> Bool {
    let values = evaluations.values[...block]
    let width = max(3, values.count / 10)
    let third = values.count / 3
    guard third >= width, block + 1 - reached > width else { return false }
    let peak = median(Array(values[reached...].sorted().suffix(width))) ?? best
    let rise = min(peak - best, StopConstants.mostRise * scale)
    let before = median(Array(values.suffix(third).prefix(width))) ?? best
    let now = median(Array(values.suffix(width))) ?? best
    return before - now > max(worth, StopConstants.comingBack * rise)
  }
}
