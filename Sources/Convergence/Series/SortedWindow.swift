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
  var median: Double? {
    if count == Self.capacity { return sorted[4] }
    if count < 5 { return nil }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
  }

  mutating func push(_ value: Double) {
    // Places that are not filled hold infinities, which leave first, from the end.
    let leaving = count < Self.capacity ? Double.infinity : arrived[oldest]
    arrived[oldest] = value
    oldest = oldest == Self.capacity - 1 ? 0 : oldest + 1
    if count < Self.capacity { count += 1 }
    replace(leaving, by: value)
  }

  /// Takes one value out and puts another in, shifting those between.
  private mutating func replace(_ leaving: Double, by value: Double) {
    var place = 0
    while sorted[place] != leaving { place += 1 }
    while place + 1 < Self.capacity, sorted[place + 1] < value {
      sorted[place] = sorted[place + 1]
      place += 1
    }
    while place > 0, sorted[place - 1] > value {
      sorted[place] = sorted[place - 1]
      place -= 1
    }
    sorted[place] = value
  }
}
