/// The last nine values of a series, kept in order, so that their median is at hand.
///
/// Held in place, without an array of its own: this is touched at every point.
struct SortedWindow: Sendable {
  private static let capacity = 9
  private var arrived = InlineArray<9, Double>(repeating: 0)
  private var sorted = InlineArray<9, Double>(repeating: .infinity)
  private var oldest = 0
  private var count = 0

  /// The median of the values, once more than half of the window is filled.
  @inline(__always)
  var median: Double? {
    if count == Self.capacity { return sorted[4] }
    if count < 5 { return nil }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
  }

  @inline(__always)
  mutating func push(_ value: Double) {
    // Places that are not filled hold infinities, which leave first, from the end.
    let leaving = count < Self.capacity ? Double.infinity : arrived[oldest]
    arrived[oldest] = value
    oldest = oldest == Self.capacity - 1 ? 0 : oldest + 1
    if count < Self.capacity { count += 1 }
    replace(leaving, by: value)
  }

  /// Takes one value out and puts another in; all nine places are written, so that nothing branches.
  @inline(__always)
  private mutating func replace(_ leaving: Double, by value: Double) {
    var kept = InlineArray<9, Double>(repeating: .infinity)
    for place in 0..<8 {
      kept[place] = sorted[place] >= leaving ? sorted[place + 1] : sorted[place]
    }
    sorted[0] = smaller(kept[0], value)
    for place in 1..<9 { sorted[place] = larger(kept[place - 1], smaller(kept[place], value)) }
  }
}
