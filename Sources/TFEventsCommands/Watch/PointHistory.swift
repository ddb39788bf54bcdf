import Scalars

/// The points of each series of a run for the screen; long series are thinned.
struct PointHistory {
  private static let capacity = 4_096

  private struct Column {
    var points: [Point] = []
    /// Every `stride`-th point is kept.
    var stride = 1
    var skipped = 0
  }

  private var columns: [Column] = []

  mutating func add(_ point: Point, series: Int) {
    while columns.count <= series { columns.append(Column()) }
    columns[series].skipped += 1
    guard columns[series].skipped >= columns[series].stride else { return }
    columns[series].skipped = 0
    columns[series].points.append(point)
    if columns[series].points.count >= Self.capacity { thin(series) }
  }

  private mutating func thin(_ series: Int) {
    let points = columns[series].points
    columns[series].points = stride(from: 0, to: points.count, by: 2).map { points[$0] }
    columns[series].stride *= 2
  }

  mutating func removeAll() { columns = [] }

  /// The points kept of a series, in the order of arrival.
  func points(of series: Int) -> [Point] {
    columns.indices.contains(series) ? columns[series].points : []
  }
}
