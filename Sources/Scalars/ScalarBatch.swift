/// A batch of some thousand points in columns, the unit in which points travel through the program.
///
/// Row `i` is point `(steps[i], wallTimes[i], values[i])` of the series with number `series[i]`;
/// the reader that filled the batch knows the series of each number. All columns hold at least
/// `count` elements, and `capacity` elements if a reader is to fill them; those from `count` on are
/// left over from earlier fills.
public struct ScalarBatch: Sendable {
  /// The most rows that one batch holds.
  public static let capacity = 4096

  /// The number of rows in use, 0 to `capacity`.
  public var count = 0
  /// Each row's series number.
  public var series: [UInt32]
  /// Each row's step.
  public var steps: [Int64]
  /// Each row's wall time, in seconds since the Unix epoch.
  public var wallTimes: [Double]
  /// Each row's value.
  public var values: [Double]
  /// The byte offset of each row's record in the (decompressed) file; empty unless the reader was
  /// asked to keep offsets.
  public var offsets: [Int64] = []
  /// Session events that were met while the batch was filled, each with the index of the row that
  /// follows it.
  public var marks: [SessionMark] = []
  /// The points grouped by series, as they were when `sort` was called.
  public private(set) var sorted = PointSorter()

  /// Creates an empty batch with room for `capacity` rows.
  public init() {
    series = [UInt32](repeating: 0, count: Self.capacity)
    steps = [Int64](repeating: 0, count: Self.capacity)
    wallTimes = [Double](repeating: 0, count: Self.capacity)
    values = [Double](repeating: 0, count: Self.capacity)
  }

  /// Groups the points by series, into `sorted`.
  public mutating func sort() {
    var sorter = PointSorter()
    swap(&sorter, &sorted)
    sorter.sort(self)
    swap(&sorter, &sorted)
  }

  /// Swaps all rows and marks with another batch; the `sorted` points of both stay.
  package mutating func exchangeRows(with other: inout ScalarBatch) {
    swap(&self, &other)
    swap(&sorted, &other.sorted)
  }

  /// The point in row `row`.
  public subscript(row: Int) -> Point {
    Point(step: steps[row], wallTime: wallTimes[row], value: values[row])
  }
}
