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
    let blocks = pyramid.blocks.span
    let elements = [SeriesShape.Element](capacity: blocks.count) { elements in
      for place in blocks.indices {
        elements.append(
          SeriesShape.Element(
            steps: blocks[place].firstStep...blocks[place].lastStep, mean: blocks[place].mean,
            minimum: blocks[place].minimum.value, maximum: blocks[place].maximum.value,
            hasNonFinite: blocks[place].nonFiniteCount > 0))
      }
    }
    var tail: ClosedRange<Int64>?
    if let since = nonFinite.trailingSince, highestStep >= since { tail = since...highestStep }
    return SeriesShape(elements: elements, nonFiniteTail: tail)
  }
}
