/// Puts the rows of a batch together by their series, each series' rows in order.
struct RowSorter: Sendable {
  /// The rows, series by series.
  private(set) var rows = [UInt16](repeating: 0, count: ScalarBatch.capacity)
  /// Each series that has rows, and where they stand in `rows`.
  private(set) var groups: [(number: Int, rows: Range<Int>)] = []
  /// How many rows each series has; zero between batches.
  private var counts: [Int] = []

  /// Sorts rows by counting: linear in them, however many series there are.
  mutating func sort(_ numbers: Span<UInt32>, count: Int) {
    groups.removeAll(keepingCapacity: true)
    var row = 0
    while row < count {
      while counts.count <= Int(numbers[row]) { counts.append(0) }
      row = countRows(numbers.extracting(..<count), from: row)
    }
    place(numbers, count: count)
  }

  /// Counts rows up to the first one of a series that there is no count of.
  private mutating func countRows(_ numbers: Span<UInt32>, from start: Int) -> Int {
    // A local, for the span of a property borrows all of the sorter.
    var local: [Int] = []
    swap(&local, &counts)
    defer { swap(&local, &counts) }
    var counts = local.mutableSpan
    for row in start..<numbers.count {
      let number = Int(numbers[row])
      if number >= counts.count { return row }
      if counts[number] == 0 { groups.append((number, 0..<0)) }
      counts[number] += 1
    }
    return numbers.count
  }

  private mutating func place(_ numbers: Span<UInt32>, count: Int) {
    var (ends, sorted): ([Int], [UInt16]) = ([], [])
    swap(&ends, &counts)
    swap(&sorted, &rows)
    var places = ends.mutableSpan
    var end = 0
    for group in groups.indices {
      let number = groups[group].number
      groups[group].rows = end..<end + places[number]
      end += places[number]
      places[number] = end
    }
    // From behind, so that each series' end moves down to where it begins.
    var target = sorted.mutableSpan
    for row in stride(from: count - 1, through: 0, by: -1) {
      let number = Int(numbers[row])
      places[number] -= 1
      target[places[number]] = UInt16(truncatingIfNeeded: row)
    }
    for group in groups { places[group.number] = 0 }
    swap(&ends, &counts)
    swap(&sorted, &rows)
  }
}
