import Scalars
import Statistics

/// A series as the judge sees it: block means in step order, with the sign that makes less better.
///
/// Steps are kept as distances from the series' first step. So nothing depends on the step at which
/// a job began to count, and large steps lose no digits.
struct BlockSeries {
  /// Block means, times the direction's sign.
  var values: [Double]
  /// The distance of the highest step of each block from the first step of the series.
  var offsets: [Double]
  /// The first step of the series.
  var firstStep: Int64
  /// How far before its first step a series is taken to begin: the mean distance of its points.
  var lead: Double
  /// The range of possible values, with the same sign as the values; an end may be infinite.
  var bounds: ClosedRange<Double>
  /// Single values that were left out because they stand out from their surroundings.
  var outliers: [Outlier] = []

  /// - Parameters:
  ///   - tracker: the series.
  ///   - sign: 1 if less is better, -1 if more is.
  ///   - bounds: the range of its possible values.
  ///   - keepsOutliers: whether single values that stand out stay in.
  init(
    _ tracker: borrowing SeriesTracker, sign: Double, bounds: ClosedRange<Double>? = nil,
    keepsOutliers: Bool = false
  ) {
    let blocks = tracker.pyramid.blocks.span
    let first = tracker.points > 0 ? tracker.lowestStep : 0
    values = Array(capacity: blocks.count) { values in
      for place in blocks.indices { values.append(sign * blocks[place].mean) }
    }
    offsets = Array(capacity: blocks.count) { offsets in
      for place in blocks.indices {
        offsets.append(Double(blocks[place].lastStep.magnitudeOfDistance(to: first)))
      }
    }
    firstStep = first
    lead = tracker.lead
    let ends = bounds ?? -.infinity ... .infinity
    self.bounds = sign > 0 ? ends : -ends.upperBound ... -ends.lowerBound
    if !keepsOutliers { removeOutliers(blocks, sign: sign) }
  }

  /// Leaves out a block.
  mutating func remove(at place: Int) {
    values.remove(at: place)
    offsets.remove(at: place)
  }

  var count: Int { values.count }
  /// The distance of the last block from the first step.
  var lastOffset: Double { offsets.last ?? 0 }
  /// The highest step.
  var lastStep: Int64 { step(at: lastOffset) }
  /// Steps taken from the series' beginning to the last block, slightly above 0 at least.
  var elapsed: Double { max(lastOffset + lead, 1e-12) }

  /// The offset at which a share of the steps had been taken.
  func offset(atShare share: Double) -> Double { share * elapsed - lead }

  /// The distance of a step from the first one; negative before it.
  func offset(of step: Int64) -> Double {
    let distance = Double(step.magnitudeOfDistance(to: firstStep))
    return step < firstStep ? -distance : distance
  }

  /// The step at a distance from the first one, clamped to the largest step.
  func step(at offset: Double) -> Int64 {
    let (step, isFar) = firstStep.addingReportingOverflow(Int64(rounding: offset))
    return isFar ? (offset < 0 ? .min : .max) : step
  }

  /// How many blocks end at or before an offset.
  func countThrough(_ offset: Double) -> Int { offsets.partitionPoint { $0 > offset } }

  /// The mean of the blocks that end at `step` or just before it, a tenth of all blocks and at
  /// least 2.
  func level(at step: Int64) -> Double {
    let end = max(countThrough(offset(of: step)), 1)
    return mean(of: max(0, end - max(2, count / 10))..<end)
  }

  /// The size of a value: its distance from 0, or from an end of its range if that is smaller.
  ///
  /// So a gain has the same size whether an accuracy or its error is logged.
  func size(of value: Double) -> Double {
    min(abs(value), max(0, min(value - bounds.lowerBound, bounds.upperBound - value)))
  }

  func mean(of range: Range<Int>) -> Double {
    var sum = 0.0
    for i in range { sum += values[i] }
    return sum / Double(range.count)
  }
}

extension SeriesTracker {
  /// The mean distance of the points' steps: how far before its first step a series is taken to
  /// begin.
  ///
  /// A point covers the steps since the point before it; so does the first one.
  var lead: Double {
    points > 1
      ? Double(highestStep.magnitudeOfDistance(to: lowestStep)) / Double(points - 1) : 0
  }

  /// The steps from the series' beginning to its highest step, slightly above 0 at least.
  var elapsed: Double {
    guard points > 0 else { return 1e-12 }
    return max(Double(highestStep.magnitudeOfDistance(to: lowestStep)) + lead, 1e-12)
  }
}
