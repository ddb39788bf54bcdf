/// Every point of some series, in the order in which they came, in few bytes each.
///
/// Points are kept exactly, to the last bit of a NaN. A point of a regular series (steps that are
/// equally far apart, values that are float32, less than a quarter of an hour between some thousand
/// points) takes 8 bytes; one of any other takes at most 24.
///
///     var store = PointStore()
///     var isMore = true
///     while isMore {
///       isMore = try reader.read(into: &batch)
///       batch.sort()
///       store.append(batch.sorted)
///     }
///     for point in store[0] { … }
public struct PointStore: Sendable {
  private var series: [SeriesPoints] = []

  /// Creates a store without points.
  public init() {}

  /// One more than the highest number of a series that has points.
  public var seriesCount: Int { series.count }

  /// The points of the series with this number; none if the store has no points of it.
  public subscript(number: Int) -> SeriesPoints {
    series.indices.contains(number) ? series[number] : SeriesPoints()
  }

  /// Adds all points of a batch, under the batch's series numbers; each series is visited once.
  public mutating func append(_ batch: borrowing PointSorter) {
    let points = batch.points
    for (number, range) in batch.groups {
      grow(to: number)
      series[number].append(points.span.extracting(range))
    }
  }

  /// Fills a batch with points of a series, for callers that process thousands at a time.
  ///
  /// - Parameters:
  ///   - batch: Holds the next points afterwards; none if there are no more.
  ///   - number: The number of the series.
  ///   - start: The index of the first point wanted, a multiple of the batch's capacity.
  public func fill(_ batch: inout ScalarBatch, of number: Int, from start: Int) {
    batch.count = 0
    guard series.indices.contains(number) else { return }
    series[number].copy(from: start, to: &batch)
    for row in 0..<batch.count { batch.series[row] = UInt32(number) }
  }

  /// Adds one point.
  public mutating func append(_ point: Point, to number: Int) {
    grow(to: number)
    series[number].append(point)
  }

  /// Forgets all points.
  public mutating func removeAll() { self = PointStore() }

  private mutating func grow(to number: Int) {
    while series.count <= number { series.append(SeriesPoints()) }
  }
}
