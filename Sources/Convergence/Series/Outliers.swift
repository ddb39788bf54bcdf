import Scalars
import Statistics

/// A single value that stands out of its surroundings, and was left out of what is judged.
struct Outlier: Sendable, Hashable {
  /// The point's step.
  var step: Int64
  /// Its value.
  var value: Double
  /// How far it stands out, in standard deviations of what the blocks do.
  var size: Double
  /// Whether it stands out to the bad side.
  var isWorse: Bool
  /// Whether others came after it.
  var isOver: Bool
}

/// The single blocks that stand out of their surroundings and of what others stand out by.
///
/// A block stands out by its distance from the range of two medians: of up to five blocks before it and up
/// to five after. A trend and a new level that lasts stand out by nothing. At the end, where nothing comes
/// after, the blocks before are extrapolated by their median rise, and the last one stands out only if far more
/// than the few before it did when they were the last. Outliers are the few blocks (a twentieth,
/// at least one) that stand out by more than 7 standard deviations of the noise, and by more than 2.5 times
/// what any other does.
struct Outliers {
  /// The blocks, the earliest first: their indices, and how far they stand out in standard deviations.
  private(set) var found: [(place: Int, size: Double)] = []

  private static let reach = 5
  private static let sigmas = 7.0
  private static let gap = 2.5
  /// The steep beginning of a curve is none of its surroundings.
  private static let leading = 3
  private static let fewest = 8

  init(_ values: [Double]) {
    guard values.count >= Self.fewest else { return }
    let distances = values.indices.map { Self.distance(of: $0, in: values) }
    let noise = noiseFromSecondDifferences(values.suffix(max(24, values.count / 2)))
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
      // Not less than what a float32 can tell.
      let least = max(unit, abs(values[place]) * 0x1p-24, .leastNormalMagnitude)
      return (place, distances[place] / least)
    }
  }

  /// How far a value lies above (or, negative, below) the range of its surroundings.
  static func distance(of place: Int, in values: [Double]) -> Double {
    guard place > 0 else { return 0 }
    guard place + 1 < values.count else { return lastDistance(in: values) }
    let left = level(values, max(0, place - reach)..<place)
    let after = place + 1..<min(values.count, place + 1 + reach)
    return distance(values[place], left, level(values, after, near: left))
  }

  /// How far the last value lies from where those before it lead; 0 unless far more than they did themselves.
  private static func lastDistance(in values: [Double]) -> Double {
    func distance(_ place: Int) -> Double {
      let before = Array(values[max(0, place - reach)..<place])
      let left = level(before, before.indices)
      return Self.distance(values[place], left, extrapolated(before, from: left))
    }
    let last = values.count - 1
    guard last > reach else { return 0 }
    let usual = (last - reach..<last).map { abs(distance($0)) }.max() ?? 0
    let found = distance(last)
    return abs(found) > gap * usual ? found : 0
  }

  private static func distance(_ value: Double, _ left: Double, _ right: Double) -> Double {
    if value > max(left, right) { return value - max(left, right) }
    return value < min(left, right) ? value - min(left, right) : 0
  }

  /// The median of some values; of two the one that is nearer to the level on the other side, as the other
  /// may be what stands out.
  private static func level(
    _ values: [Double], _ range: Range<Int>, near other: Double? = nil
  ) -> Double {
    let low = range.lowerBound
    if range.count == 2, let other {
      return abs(values[low] - other) < abs(values[low + 1] - other)
        ? values[low] : values[low + 1]
    }
    if range.count == 5 {
      return medianOfFive(
        values[low], values[low + 1], values[low + 2], values[low + 3], values[low + 4])
    }
    return median(Array(values[range])) ?? values[low]
  }

  /// Where the values lead: their median, and their median rise for as far as it lies back.
  private static func extrapolated(_ before: [Double], from level: Double) -> Double {
    let rises = zip(before.dropFirst(), before).map { $0 - $1 }
    return level + 0.5 * Double(before.count + 1) * (median(rises) ?? 0)
  }
}

extension BlockSeries {
  /// Takes out what single values make stand out: the value, or the block where it is all there is.
  mutating func removeOutliers(_ blocks: Span<SpanBlock>, sign: Double) {
    for (place, size) in Outliers(values).found.reversed() {
      let block = blocks[place]
      let extreme = (size > 0) == (sign > 0) ? block.maximum : block.minimum
      if let rest = block.mean(without: extreme) {
        let before = abs(Outliers.distance(of: place, in: values))
        let kept = values[place]
        values[place] = sign * rest
        // Where the others of the block are as far away it is no single value.
        guard abs(Outliers.distance(of: place, in: values)) < 0.5 * before else {
          values[place] = kept
          continue
        }
      } else if block.count == 1 {
        remove(at: place)
      } else {
        continue
      }
      outliers.insert(
        Outlier(
          step: extreme.step, value: extreme.value, size: abs(size), isWorse: size > 0,
          isOver: place + 1 < blocks.count || block.lastStep > extreme.step), at: 0)
    }
  }
}
