import Scalars

extension Finding {
  /// Ends of ranges, where a measure may really stay: all were right, or none was wrong.
  private static let ends: Set<Double> = [0, 1, 100]
  /// With fewer equal values than this, a measure is not reported as constant.
  private static let fewestEqual = 8

  /// A measure beside the judged series never changed, while the judged series did.
  static func frozenMeasure(_ run: RunEvidence) -> Finding? {
    guard let least = run.judged.minimum, let most = run.judged.maximum, least.value < most.value,
      let other = run.others.first(where: { isFrozen($0) }),
      let value = other.tracker.minimum?.value
    else { return nil }
    let count = other.tracker.finiteCount
    let why: Phrase =
      value == 0
      ? ": it is broken, or nothing was ever right."
      : ": it is broken, or sees a model that always answers the same."
    return Finding(
      observation: Observation(
        "frozen-evaluation",
        "\(.tag(other.name)) is exactly the same (\(value, "frozen-measure")) at all \(count: count, "evaluation", "frozen-measure-points")"
          + why,
        next: "Check that evaluation."))
  }

  private static func isFrozen(_ other: OtherSeries) -> Bool {
    let tracker = other.tracker
    guard tracker.finiteCount >= fewestEqual, let least = tracker.minimum,
      let most = tracker.maximum
    else { return false }
    // A measure that is always at its worst value is reported; one at its best value is not.
    let isBest =
      switch other.direction {
      case .min: least.value == other.bounds?.lowerBound ?? 0
      case .max: least.value != 0 && ends.contains(least.value)
      }
    return least.value == most.value && !isBest
  }
}
