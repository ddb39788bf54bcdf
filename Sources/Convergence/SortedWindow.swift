/// The last few values of a series, kept in order, so that their median is at hand.
struct SortedWindow: Sendable {
  private let capacity: Int
  private var arrived: [Double] = []
  private var sorted: [Double] = []
  private var oldest = 0

  init(capacity: Int) { self.capacity = capacity }

  /// The median of the values, once at least half of the window is filled.
  var median: Double? {
    let count = sorted.count
    if count * 2 <= capacity { return nil }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
  }

  mutating func push(_ value: Double) {
    if sorted.count < capacity {
      arrived.append(value)
      sorted.insert(value, at: sorted.partitionPoint { $0 >= value })
      return
    }
    let leaving = arrived[oldest]
    arrived[oldest] = value
    oldest = oldest + 1 == capacity ? 0 : oldest + 1
    replace(leaving, by: value)
  }

  /// Takes one value out and puts another in, shifting those between.
  private mutating func replace(_ leaving: Double, by value: Double) {
    var place = 0
    while sorted[place] != leaving { place += 1 }
    while place + 1 < sorted.count, sorted[place + 1] < value {
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
