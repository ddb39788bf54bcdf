/// Groups the points of a batch by series; the points of a series keep their order.
public struct PointSorter: Sendable {
  /// The points, series by series.
  public private(set) var points: [Point] = []
  /// The series that have points, each with its range in `points`.
  public private(set) var groups: [(series: Int, range: Range<Int>)] = []
  /// How many rows each series has; zero between batches.
  private var counts: [Int32] = []

  /// Creates an empty sorter.
  public init() {}

  /// Sorts the points of a batch; the time depends only on the number of points, not on the number
  /// of series.
  public mutating func sort(_ batch: borrowing ScalarBatch) {
    groups.removeAll(keepingCapacity: true)
    if points.isEmpty {
      let nothing = Point(step: 0, wallTime: 0, value: 0)
      points = Array(repeating: nothing, count: ScalarBatch.capacity)
    }
    let series = batch.series.span.extracting(..<batch.count)
    if let period = Self.period(of: series) { return placeRegular(batch, period: period) }
    var row = 0
    while row < series.count {
      while counts.count <= Int(series[row]) { counts.append(0) }
      row = countRows(series, from: row)
    }
    place(batch)
  }

  /// With more series than this, no repeating order is looked for.
  private static let longestPeriod = 64

  /// The number of rows after which the order of the series repeats in the whole batch; nil if it
  /// does not repeat.
  private static func period(of series: Span<UInt32>) -> Int? {
    if series.isEmpty { return nil }
    var period = 1
    while period < series.count, series[period] != series[0] { period += 1 }
    guard period <= longestPeriod, 2 * period <= series.count else { return nil }
    for row in 1..<period {
      for before in 0..<row where series[before] == series[row] { return nil }
    }
    let (before, after) = (
      series.extracting(..<(series.count - period)), series.extracting(period...)
    )
    // Compares all rows, since several can be compared at a time.
    var difference: UInt32 = 0
    for row in 0..<min(before.count, after.count) { difference |= before[row] ^ after[row] }
    return difference == 0 ? period : nil
  }

  /// Sorts the points of series that repeat in the same order.
  private mutating func placeRegular(_ batch: borrowing ScalarBatch, period: Int) {
    var points: [Point] = []
    swap(&points, &self.points)
    var sorted = points.mutableSpan
    // All columns have the same length, so a row is compared with that length once, not for each
    // column.
    let count = batch.count
    let steps = batch.steps.span.extracting(..<count)
    let wallTimes = batch.wallTimes.span.extracting(..<count)
    let values = batch.values.span.extracting(..<count)
    var place = 0
    for first in 0..<period {
      let start = place
      var row = first
      while row < count {
        sorted[place] = Point(step: steps[row], wallTime: wallTimes[row], value: values[row])
        place &+= 1
        row &+= period
      }
      groups.append((Int(batch.series[first]), start..<place))
    }
    swap(&points, &self.points)
  }

  /// Counts rows up to the first one whose series has no counter yet.
  private mutating func countRows(_ series: Span<UInt32>, from start: Int) -> Int {
    // A local, since the span of a property borrows the whole sorter.
    var local: [Int32] = []
    swap(&local, &counts)
    defer { swap(&local, &counts) }
    var counts = local.mutableSpan
    for row in start..<series.count {
      let number = Int(series[row])
      if number >= counts.count { return row }
      if counts[number] == 0 { groups.append((number, 0..<0)) }
      counts[number] &+= 1
    }
    return series.count
  }

  private mutating func place(_ batch: borrowing ScalarBatch) {
    var (ends, points): ([Int32], [Point]) = ([], [])
    swap(&ends, &counts)
    swap(&points, &self.points)
    var places = ends.mutableSpan
    var end = 0
    for group in groups.indices {
      let number = groups[group].series
      let count = Int(places[number])
      groups[group].range = end..<end + count
      places[number] = Int32(end)
      end += count
    }
    var sorted = points.mutableSpan
    let (steps, wallTimes, values) = (batch.steps.span, batch.wallTimes.span, batch.values.span)
    let series = batch.series.span.extracting(..<batch.count)
    for row in series.indices {
      let number = Int(series[row])
      let place = Int(places[number])
      sorted[place] = Point(step: steps[row], wallTime: wallTimes[row], value: values[row])
      places[number] &+= 1
    }
    for group in groups { places[group.series] = 0 }
    swap(&ends, &counts)
    swap(&points, &self.points)
  }

  /// The row of each point in the batch that was sorted.
  public func rows(in batch: borrowing ScalarBatch) -> [Int] {
    var places = [Int](repeating: 0, count: 1 + (groups.map(\.series).max() ?? 0))
    for group in groups { places[group.series] = group.range.lowerBound }
    var rows = [Int](repeating: 0, count: batch.count)
    for row in 0..<batch.count {
      let number = Int(batch.series[row])
      rows[places[number]] = row
      places[number] += 1
    }
    return rows
  }
}
