import Statistics

/// Values at the end of a series that are equal to the last bit.
struct Constancy {
  /// The value.
  var value: Double
  /// How many points in a row had the value.
  var count: Int
  /// The step of the first of them.
  var since: Int64
  /// Whether there are no other values.
  var isWhole: Bool
  /// Whether the series became constant from one point to the next; a curve that converges does not
  /// do that.
  var isAbrupt: Bool

  /// Two equal values are common; three in a row are not, if values scatter.
  private static let fewest = 3
  /// The accepted probability that a sound series looks broken by chance.
  private static let chance = 1e-6

  /// - Returns: `nil` if the last values differ, or if single values were not tracked.
  init?(_ tracker: borrowing SeriesTracker) {
    // Cheap test first: usually the last values differ.
    let run = tracker.equalRun
    if run.count < Self.fewest { return nil }
    guard tracker.finiteCount >= Self.fewest, let least = tracker.minimum,
      let greatest = tracker.maximum
    else { return nil }
    isWhole = least.value == greatest.value
    if isWhole {
      (value, count, since) = (least.value, tracker.finiteCount, least.step)
      isAbrupt = true
      return
    }
    guard let detail = tracker.detail else { return nil }
    (value, count, since) = (run.value, run.count, run.since)
    if value == 0 {
      isAbrupt = Self.fallsToZero(tracker.pyramid.blocks, since: since)
    } else {
      let resolution = max(detail.grid.resolution ?? 0, tracker.binaryResolution(at: value))
      isAbrupt = run.probability(resolution: resolution) < Self.chance
    }
  }

  /// Whether a series fell to zero suddenly instead of approaching it.
  ///
  /// True if the last level above zero is large enough to matter for a loss, and more than twice
  /// the usual difference of neighboring blocks (the ninth decile over the later half; of fewer
  /// than five differences, the largest). A series that was sometimes zero before is not counted.
  private static func fallsToZero(_ blocks: [SpanBlock], since: Int64) -> Bool {
    let before = blocks.prefix { $0.firstStep < since }.filter { $0.zeroCount < $0.count }
    if before.dropLast().contains(where: { $0.zeroCount > 0 }) { return false }
    let means = before.map { $0.sum / Double($0.count - $0.zeroCount) }
    guard let last = means.last, let highest = means.map(abs).max() else { return true }
    let worth = JudgeParameters.normal.minImprovement * CoreConstants.scaleFloor * highest
    guard abs(last) > worth else { return false }
    let moves = zip(means.dropFirst(), means).map { abs($0 - $1) }
    let late = moves.suffix(max(3, moves.count / 2)).sorted()
    let usual = late.count < 5 ? late.last ?? 0 : late[late.count * 9 / 10]
    return abs(last) > 2 * usual
  }
}

extension SeriesTracker {
  /// The distance of neighboring numbers near a value, in the narrowest format that holds the
  /// series.
  ///
  /// A loss in bfloat16 has 8 significant bits, whatever type it is logged as. At most the 24 bits
  /// of a float32 are assumed.
  func binaryResolution(at value: Double) -> Double {
    var bits: UInt64 = 0
    for block in pyramid.blocks {
      bits |= block.minimum.value.significandBitPattern
      bits |= block.maximum.value.significandBitPattern
    }
    let digits = bits == 0 ? 0 : Double.significandBitCount - bits.trailingZeroBitCount
    return value.binade.magnitude * Double(sign: .plus, exponent: -min(digits, 23), significand: 1)
  }
}
