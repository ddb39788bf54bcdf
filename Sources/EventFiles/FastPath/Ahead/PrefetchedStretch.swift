import Scalars

/// A stretch of a file that consists only of known events, read ahead of those before it.
///
/// Valid only if a record really begins at its first byte; the reader that takes it must check
/// that.
struct PrefetchedStretch: Sendable {
  /// With fewer records than this, taking the stretch does not pay.
  static let worthwhile = 32

  /// The range of its records in the file.
  let bytes: Range<Int64>
  let records: Int
  /// The wall time of its first event; within the stretch, wall times do not go back.
  let firstWallTime: Double
  let lastWallTime: Double
  /// Its points; the columns are as long as they need to be, or as any batch's.
  private(set) var points: ScalarBatch

  /// Takes a batch's points; swaps the whole batch for a spare one if it is full enough to be worth
  /// its memory.
  init(
    _ batch: inout ScalarBatch, bytes: Range<Int64>, records: Int, firstWallTime: Double,
    lastWallTime: Double, spares: SpareBatches
  ) {
    self.bytes = bytes
    self.records = records
    self.firstWallTime = firstWallTime
    self.lastWallTime = lastWallTime
    points = ScalarBatch(rows: 0)
    if 4 * batch.count >= ScalarBatch.capacity {
      points.exchangeRows(with: &batch)
      batch = spares.take()
    } else {
      points.append(batch)
    }
  }

  /// Appends the points to a batch that has room for them.
  consuming func move(to batch: inout ScalarBatch, spares: SpareBatches) {
    let isWhole = points.values.count == ScalarBatch.capacity
    if isWhole, batch.count == 0, batch.marks.isEmpty {
      batch.exchangeRows(with: &points)
    } else {
      batch.copy(points)
    }
    if isWhole { spares.put(points) }
  }
}

extension ScalarBatch {
  /// An empty batch with room for a number of rows in each column.
  fileprivate init(rows: Int) {
    self.init()
    series = [UInt32](repeating: 0, count: rows)
    steps = [Int64](repeating: 0, count: rows)
    wallTimes = [Double](repeating: 0, count: rows)
    values = [Double](repeating: 0, count: rows)
  }

  /// Lengthens the columns by the rows of another batch.
  fileprivate mutating func append(_ other: ScalarBatch) {
    series += other.series[..<other.count]
    steps += other.steps[..<other.count]
    wallTimes += other.wallTimes[..<other.count]
    values += other.values[..<other.count]
    offsets += other.offsets
    count += other.count
  }

  /// Writes the rows of another batch after its own, into columns that are long enough.
  fileprivate mutating func copy(_ other: ScalarBatch) {
    for row in 0..<other.count {
      series[count + row] = other.series[row]
      steps[count + row] = other.steps[row]
      wallTimes[count + row] = other.wallTimes[row]
      values[count + row] = other.values[row]
    }
    offsets += other.offsets
    count += other.count
  }
}
