/// A short summary of a series for small drawings.
public struct SeriesShape: Sendable, Hashable {
  /// One stretch of the series.
  public struct Element: Sendable, Hashable {
    /// The lowest and the highest step.
    public var steps: ClosedRange<Int64>
    /// The mean of the finite values.
    public var mean: Double
    /// The smallest finite value.
    public var minimum: Double
    /// The largest finite value.
    public var maximum: Double
    /// Whether there are NaN or infinite values in the stretch or between it and the next.
    public var hasNonFinite: Bool
  }

  /// The stretches, at most 128, in the order of their steps.
  public var elements: [Element]
  /// The steps at the end at which no value was finite; nil if the last value is finite.
  public var nonFiniteTail: ClosedRange<Int64>?
}

extension SeriesTracker {
  /// The series as at most 128 means with their steps; costs one pass over the blocks.
  public var shape: SeriesShape {
    let elements = pyramid.blocks.map { block in
      SeriesShape.Element(
        steps: block.firstStep...block.lastStep, mean: block.mean,
        minimum: block.minimum.value, maximum: block.maximum.value,
        hasNonFinite: block.nonFiniteCount > 0)
    }
    var tail: ClosedRange<Int64>?
    if let since = nonFinite.trailingSince, highestStep >= since { tail = since...highestStep }
    return SeriesShape(elements: elements, nonFiniteTail: tail)
  }
}
