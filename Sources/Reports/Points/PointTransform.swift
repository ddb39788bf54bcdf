import Scalars
public import Statistics

/// Smooths and thins whole series: holds a run's points until its end, then passes them on series
/// by series.
public struct PointTransform: Sendable {
  private let smoothing: Smoothing
  private let maximum: Int?
  private var series: [PointBatchColumns] = []
  private var fileNames: [String] = []

  /// Creates a transform.
  ///
  /// - Parameters:
  ///   - smoothing: How values are smoothed; the smoothed values are added to the originals.
  ///   - maximum: How many points per series to keep at most, at least 3, chosen by
  ///     ``largestTriangles``.
  public init(smoothing: Smoothing, maximum: Int?) {
    self.smoothing = smoothing
    self.maximum = maximum
  }

  /// Whether values are smoothed.
  public var isSmoothing: Bool { smoothing != .none }

  /// Takes points in.
  public mutating func add(_ batch: borrowing PointBatch) {
    fileNames = batch.fileNames
    for row in 0..<batch.points.count {
      let number = Int(batch.points.series[row])
      while series.count <= number { series.append(PointBatchColumns()) }
      series[number].add(batch, row)
    }
  }

  /// Passes the points of the run on and forgets them.
  public mutating func endRun<Failure: Error>(
    _ selection: inout PointSelection, _ body: (borrowing PointBatch) throws(Failure) -> Void
  ) throws(Failure) {
    for number in series.indices {
      var columns = series[number]
      series[number] = PointBatchColumns()
      if smoothing != .none { columns.smoothed = smoothing.smooth(columns.values) }
      let places = places(of: columns, &selection, number)
      var start = 0
      while start < places.count {
        let end = min(places.count, start + ScalarBatch.capacity)
        try body(columns.batch(places[start..<end], series: number, fileNames: fileNames))
        start = end
      }
    }
    series.removeAll(keepingCapacity: true)
  }

  private func places(
    of columns: PointBatchColumns, _ selection: inout PointSelection, _ number: Int
  ) -> [Int] {
    var places = columns.steps.indices.filter { selection.steps.contains(columns.steps[$0]) }
    if selection.every > 1 {
      places = places.indices.filter { $0.isMultiple(of: selection.every) }.map { places[$0] }
    }
    guard let maximum, places.count > maximum else { return places }
    let values = columns.smoothed.isEmpty ? columns.values : columns.smoothed
    return largestTriangles(
      places.map { Double(columns.steps[$0]) }, places.map { values[$0] }, keeping: maximum
    ).map { places[$0] }
  }
}

/// The points of one series, in columns.
private struct PointBatchColumns: Sendable {
  var steps: [Int64] = []
  var wallTimes: [Double] = []
  var values: [Double] = []
  var smoothed: [Double] = []
  var superseded: [Bool] = []
  var offsets: [Int64] = []
  var segments: [Int64] = []
  var files: [Int32] = []

  mutating func add(_ batch: borrowing PointBatch, _ row: Int) {
    steps.append(batch.points.steps[row])
    wallTimes.append(batch.points.wallTimes[row])
    values.append(batch.points.values[row])
    if !batch.superseded.isEmpty { superseded.append(batch.superseded[row]) }
    if !batch.points.offsets.isEmpty { offsets.append(batch.points.offsets[row]) }
    if !batch.segments.isEmpty { segments.append(batch.segments[row]) }
    if !batch.files.isEmpty { files.append(batch.files[row]) }
  }

  func batch(_ places: ArraySlice<Int>, series: Int, fileNames: [String]) -> PointBatch {
    var batch = PointBatch()
    batch.points.count = places.count
    for (row, place) in places.enumerated() {
      batch.points.series[row] = UInt32(series)
      batch.points.steps[row] = steps[place]
      batch.points.wallTimes[row] = wallTimes[place]
      batch.points.values[row] = values[place]
    }
    func chosen<Element>(_ column: [Element]) -> [Element] {
      column.isEmpty ? [] : places.map { column[$0] }
    }
    batch.smoothed = chosen(smoothed)
    batch.superseded = chosen(superseded)
    batch.points.offsets = chosen(offsets)
    batch.segments = chosen(segments)
    batch.files = chosen(files)
    batch.fileNames = fileNames
    return batch
  }
}
