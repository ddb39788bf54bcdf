import Scalars
import Statistics

extension Finding {
  /// The learning rate rises from the first step to the last, to find the rate at which training breaks.
  ///
  /// By a factor at each step, as range tests do and warm-ups do not; or in equal steps, where the training loss
  /// collapsed and the log states no end that is still to come, for which it would be a warm-up.
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

  /// Whether the judged series ends in what is no number, or has collapsed.
  fileprivate var isLost: Bool {
    judged.nonFinite.trailingCount > 0
      || Analysis(judged, sign: direction.sign, parameters: .normal)?.collapse != nil
  }
}

/// A learning rate that never falls and still rises at the end.
private struct RateRise {
  var first: Double
  var last: Double
  /// Whether it rises by a factor at a time.
  ///
  /// In the middle it is nearer to the geometric mean of its ends than to the arithmetic one; told from a
  /// factor of ten on.
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
