import Scalars
import Statistics

extension Finding {
  /// The learning rate rises from the first step to the last, to find the rate at which training
  /// breaks.
  ///
  /// A range test multiplies the rate at each step; a warm-up does not. A rate that rises in equal
  /// steps counts only if the training loss collapsed and the log does not state a later end of the
  /// run; otherwise it is a warm-up.
  static func rangeTest(_ run: RunEvidence) -> Finding? {
    guard let rate = run.learningRate, let rise = RateRise(rate),
      let least = run.judged.pyramid.blocks.min(by: { run.isBetter($0.mean, $1.mean) })
    else { return nil }
    let isUnderWay = run.maxSteps.map { $0 > rate.highestStep } ?? false
    guard rise.isByFactors || (!isUnderWay && !run.judgedIsValidation && run.isLost) else {
      return nil
    }
    let best = least.minimum.step
    let bestRate = rate.mean(at: best) ?? rise.first
    return Finding(
      observation: Observation(
        "range-test", since: rate.pyramid.blocks.first?.firstStep,
        "\(.learningRate) rises all the way, from \(rise.first, "rate-first") to \(rise.last, "rate-last"): a range test, in which the loss gets worse by design. \(.judged) was best at a rate of \(bestRate, "rate-at-best") (step \(step: best, "range-test-best-step")).",
        next:
          "Train with a peak learning rate well below \(bestRate, "rate-at-best"), where the loss was best."
      ),
      replaces: .any, explainsNonFinite: true)
  }
}

extension RunEvidence {
  fileprivate func isBetter(_ a: Double, _ b: Double) -> Bool {
    direction == .min ? a < b : a > b
  }

  /// Whether the judged series ends in NaN or infinite values, or has collapsed.
  fileprivate var isLost: Bool {
    judged.nonFinite.trailingCount > 0
      || Analysis(judged, sign: direction.sign, parameters: .normal)?.collapse != nil
  }
}

/// A learning rate that never falls and still rises at the end.
private struct RateRise {
  var first: Double
  var last: Double
  /// Whether the rate rises by a constant factor.
  ///
  /// If so, its middle value is nearer to the geometric mean of its ends than to the arithmetic
  /// mean; this is tested only if it rises by a factor of ten or more.
  var isByFactors: Bool

  init?(_ rate: SeriesTracker) {
    let blocks = rate.pyramid.blocks
    guard blocks.count >= CoreConstants.fewestPoints, let start = blocks.first,
      let end = blocks.last, end.mean > start.mean, start.minimum.value >= 0
    else { return nil }
    let means = blocks.map(\.mean)
    guard zip(means.dropFirst(), means).allSatisfy({ $0 >= $1 }) else { return nil }
    // Still rising in the last tenth: a warm-up is over by then.
    guard means[means.count - 1 - max(1, means.count / 10)] < end.mean else { return nil }
    first = start.minimum.value
    last = end.maximum.value
    let middle = means[means.count / 2]
    let geometric = (start.mean * end.mean).squareRoot()
    let arithmetic = (start.mean + end.mean) / 2
    isByFactors =
      end.mean >= 10 * start.mean && start.mean > 0
      && middle / geometric < (arithmetic / geometric).squareRoot()
  }
}
