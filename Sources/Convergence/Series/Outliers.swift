import Scalars
import Statistics

/// A single value that stands out from its surroundings, and was left out of what is judged.
struct Outlier: Sendable, Hashable {
  /// The point's step.
  var step: Int64
  /// Its value.
  var value: Double
  /// How far it stands out, in standard deviations of the blocks.
  var size: Double
  /// Whether it stands out in the direction that is worse.
  var isWorse: Bool
  /// Whether others came after it.
  var isOver: Bool
}

/// The single blocks that stand out from their surroundings and beyond the other blocks' distances.
///
/// A block's distance is measured from the range between two medians: of up to five blocks before
/// it and up to five after. So a trend, or a new level that lasts, has the distance 0. At the end
/// there are no blocks after: the blocks before are extrapolated by their median rise, and the last
/// block stands out only if its distance is far larger than that of the few before it when they
/// were last. Outliers are the few blocks (a twentieth, at least one) whose distance is more than 7
/// standard deviations of the noise, and more than 2.5 times that of any other.
struct Outliers {
  /// The outlying blocks, the earliest first: their indices, and how far they stand out in standard
  /// deviations.
  private(set) var found: [(place: Int, size: Double)] = []

  private static let reach = 5
  static let sigmas = 7.0
  private static let gap = 2.5
  /// The steep beginning of a curve must not serve as the surroundings of later blocks.
  private static let leading = 3
  private static let fewest = 8
  /// A block of several values may be removed only if at least this many came after it: then it was
  /// a burst that is over.
  static let fewestAfter = 3

  init(_ values: [Double]) {
    guard values.count >= Self.fewest else { return }
    let noise = noiseFromSecondDifferences(
      values.span.extracting(last: max(24, values.count / 2)))
    guard Self.mayStandOut(values.span, by: Self.sigmas * noise) else { return }
    let distances = Self.distances(in: values)
    let farthest = distances.dropFirst(Self.leading).reduce(0) { max($0, abs($1)) }
    guard farthest > Self.sigmas * noise else { return }
    let sizes = distances.dropFirst(Self.leading).map(abs).sorted(by: >)
    let spread = standardDeviationsPerMAD * (median(distances.map(abs)) ?? 0)
    let unit = max(noise, spread)
    let most = max(1, values.count / 20)
    var bar = Double.infinity
    for (size, next) in zip(sizes, sizes.dropFirst()).prefix(most)
    where size > Self.sigmas * unit && size > Self.gap * next { bar = size }
    let outlying = values.indices.dropFirst(Self.leading).filter { abs(distances[$0]) >= bar }
    found = outlying.map { place in
      // Never smaller than the resolution of a float32.
      let least = max(unit, abs(values[place]) * 0x1p-24, .leastNormalMagnitude)
      return (place, distances[place] / least)
    }
  }

  /// Cheap test: false only if no value can have a distance above `bar`.
  ///
  /// A value that is farther than `bar` from the median of up to five neighbors is also farther
  /// than `bar` from one of the nearest three. The last value has no neighbors after it, so its
  /// distance is computed.
  private static func mayStandOut(_ values: Span<Double>, by bar: Double) -> Bool {
    func least(_ a: Double, _ b: Double, _ c: Double) -> Double { smaller(a, smaller(b, c)) }
    func most(_ a: Double, _ b: Double, _ c: Double) -> Double { larger(a, larger(b, c)) }
    if abs(lastDistance(in: values)) > bar { return true }
    let last = values.count - 1
    var (a, b, c) = (values[leading - 3], values[leading - 2], values[leading - 1])
    for place in leading..<last {
      let value = values[place]
      let (above, below) = (value - least(a, b, c) > bar, most(a, b, c) - value > bar)
      // Few values differ that much from those before them.
      if above || below {
        let (x, y, z) = (
          values[place + 1], values[min(place + 2, last)], values[min(place + 3, last)]
        )
        if above, value - least(x, y, z) > bar { return true }
        if below, most(x, y, z) - value > bar { return true }
      }
      (a, b, c) = (b, c, value)
    }
    return false
  }

  /// How far each value lies above (or, negative, below) the range of its surroundings.
  private static func distances(in values: [Double]) -> [Double] {
    // Each median of five values is used twice: as the level after one block, and as the level
    // before the block six places later.
    let levels = levels(in: values.span)
    return values.indices.map { place in
      let after = place + 1
      guard place >= reach, after < levels.count else { return distance(of: place, in: values) }
      return distance(values[place], levels[place - reach], levels[after])
    }
  }

  /// The medians of each five values in a row.
  private static func levels(in values: Span<Double>) -> [Double] {
    Array(capacity: values.count) { levels in
      for place in values.indices.dropLast(reach - 1) {
        levels.append(
          medianOfFive(
            values[place], values[place + 1], values[place + 2], values[place + 3],
            values[place + 4]))
      }
    }
  }

  /// How far a value lies above (or, negative, below) the range of its surroundings.
  static func distance(of place: Int, in values: [Double]) -> Double {
    guard place > 0 else { return 0 }
    let span = values.span
    guard place + 1 < values.count else { return lastDistance(in: span) }
    let left = level(span, max(0, place - reach)..<place)
    let after = place + 1..<min(values.count, place + 1 + reach)
    return distance(values[place], left, level(span, after, near: left))
  }

  /// How far the last value is from the extrapolation of the values before it; 0 unless that is far
  /// more than those values were from their own extrapolations.
  private static func lastDistance(in values: Span<Double>) -> Double {
    let last = values.count - 1
    guard last > reach else { return 0 }
    let found = distanceFromExtrapolation(of: last, in: values)
    if found == 0 { return 0 }
    let usual = (last - reach..<last).reduce(0) {
      max($0, abs(distanceFromExtrapolation(of: $1, in: values)))
    }
    return abs(found) > gap * usual ? found : 0
  }

  private static func distanceFromExtrapolation(
    of place: Int, in values: Span<Double>
  ) -> Double {
    let before = max(0, place - reach)..<place
    let left = level(values, before)
    return distance(values[place], left, extrapolated(values, before, from: left))
  }

  private static func distance(_ value: Double, _ left: Double, _ right: Double) -> Double {
    if value > max(left, right) { return value - max(left, right) }
    return value < min(left, right) ? value - min(left, right) : 0
  }

  /// The median of up to five values; of two values, the one nearer to the level on the other side,
  /// since the other one may be the outlier.
  private static func level(
    _ values: Span<Double>, _ range: Range<Int>, near other: Double? = nil
  ) -> Double {
    let low = range.lowerBound
    if range.count == 2, let other {
      return abs(values[low] - other) < abs(values[low + 1] - other)
        ? values[low] : values[low + 1]
    }
    return medianOfFew(values[low], range.count) { values[low + $0] }
  }

  /// The median of `count` values, 1 to 5, of which the first is given.
  private static func medianOfFew(
    _ first: Double, _ count: Int, _ value: (Int) -> Double
  ) -> Double {
    switch count {
    case 1: return first
    case 2: return 0.5 * (first + value(1))
    case 3: return medianOfThree(first, value(1), value(2))
    case 4:
      let (a, b, c, d) = (first, value(1), value(2), value(3))
      let low = larger(smaller(a, b), smaller(c, d))
      let high = smaller(larger(a, b), larger(c, d))
      return 0.5 * (low + high)
    default: return medianOfFive(first, value(1), value(2), value(3), value(4))
    }
  }

  /// The next value, extrapolated: the median, plus the median rise times the distance from the
  /// middle of the values.
  private static func extrapolated(
    _ values: Span<Double>, _ range: Range<Int>, from level: Double
  ) -> Double {
    let low = range.lowerBound
    func rise(_ index: Int) -> Double { values[low + index + 1] - values[low + index] }
    let rise = range.count > 1 ? medianOfFew(rise(0), range.count - 1, rise) : 0
    return level + 0.5 * Double(range.count + 1) * rise
  }
}

extension BlockSeries {
  /// Removes outliers: the single value that makes a block stand out, or the block if its other
  /// values stand out, too, and the series has come back.
  mutating func removeOutliers(_ blocks: Span<SpanBlock>, sign: Double) {
    for (place, size) in Outliers(values).found.reversed() {
      let block = blocks[place]
      let extreme = (size > 0) == (sign > 0) ? block.maximum : block.minimum
      let before = abs(Outliers.distance(of: place, in: values))
      let kept = values[place]
      if let rest = block.mean(without: extreme) { values[place] = sign * rest }
      // Whether the rest of the block stands out, too: then it is not a single value.
      let left = abs(Outliers.distance(of: place, in: values))
      let isBurst =
        place + Outliers.fewestAfter < blocks.count
        && left * abs(size) > Outliers.sigmas * before
      if block.count == 1 {
        remove(at: place)
      } else if isBurst {
        // Its spikes are counted point by point elsewhere.
        remove(at: place)
        continue
      } else if left >= 0.5 * before {
        values[place] = kept
        continue
      }
      outliers.insert(
        Outlier(
          step: extreme.step, value: extreme.value, size: abs(size), isWorse: size > 0,
          isOver: place + 1 < blocks.count || block.lastStep > extreme.step), at: 0)
    }
  }
}
