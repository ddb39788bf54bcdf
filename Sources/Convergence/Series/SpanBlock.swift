import Scalars

/// The summary of the points whose steps fall into one span: counts, sum, extremes, ends.
public struct SpanBlock: Sendable, Hashable {
  /// The number of the span, `floor((step - origin) / span)`; the step itself while each step has
  /// its own block.
  package var index: Int64
  /// How many finite points fell into the span.
  public private(set) var count: Int
  /// How many non-finite points came after this block's first point and before the next block's.
  public internal(set) var nonFiniteCount: Int
  /// How many of the finite points were exactly zero.
  public private(set) var zeroCount: Int
  /// The sum of the finite values.
  public private(set) var sum: Double
  /// The smallest value, and the first step that had it.
  public private(set) var minimum: Extreme
  /// The largest value, and the first step that had it.
  public private(set) var maximum: Extreme
  /// The lowest step.
  public private(set) var firstStep: Int64
  /// The highest step.
  public private(set) var lastStep: Int64
  /// The wall time of the point at the highest step, in seconds since the Unix epoch.
  public private(set) var lastWallTime: Double

  /// The mean of the finite values.
  public var mean: Double { sum / Double(count) }

  /// The mean of the finite values without one of them; `nil` if there is no other, or if that one
  /// is so large that the sum does not show the others.
  func mean(without value: Extreme) -> Double? {
    let rest = sum - value.value
    guard count > 1, abs(rest) > 1e-6 * abs(value.value) else { return nil }
    return rest / Double(count - 1)
  }

  init(index: Int64, first point: Point) {
    self.index = index
    count = 1
    nonFiniteCount = 0
    zeroCount = point.value == 0 ? 1 : 0
    sum = point.value
    minimum = Extreme(value: point.value, step: point.step)
    maximum = minimum
    firstStep = point.step
    lastStep = point.step
    lastWallTime = point.wallTime
  }

  @inline(__always)
  mutating func add(_ point: Point) {
    count &+= 1
    sum += point.value
    if point.value == 0 { zeroCount += 1 }
    // Selects instead of branching: in noise, the extremes cannot be predicted.
    let isLowest = point.value < minimum.value
    minimum.value = isLowest ? point.value : minimum.value
    minimum.step = isLowest ? point.step : minimum.step
    let isHighest = point.value > maximum.value
    maximum.value = isHighest ? point.value : maximum.value
    maximum.step = isHighest ? point.step : maximum.step
    if point.step < firstStep { firstStep = point.step }
    if point.step >= lastStep {
      lastStep = point.step
      lastWallTime = point.wallTime
    }
  }

  /// Adds the points from `next` on whose steps lie within `first` and `last`; returns the index of
  /// the first one outside.
  @inline(__always)
  mutating func add(
    _ points: Span<Point>, from next: Int, within first: Int64, _ last: Int64
  ) -> Int {
    var next = next
    while next < points.count, points[next].step >= first, points[next].step <= last {
      add(points[next])
      next += 1
    }
    return next
  }

  mutating func merge(later block: SpanBlock) {
    count += block.count
    nonFiniteCount += block.nonFiniteCount
    zeroCount += block.zeroCount
    sum += block.sum
    let isLower = block.minimum.value < minimum.value
    minimum.value = isLower ? block.minimum.value : minimum.value
    minimum.step = isLower ? block.minimum.step : minimum.step
    let isHigher = block.maximum.value > maximum.value
    maximum.value = isHigher ? block.maximum.value : maximum.value
    maximum.step = isHigher ? block.maximum.step : maximum.step
    firstStep = min(firstStep, block.firstStep)
    if block.lastStep >= lastStep {
      lastStep = block.lastStep
      lastWallTime = block.lastWallTime
    }
  }
}
