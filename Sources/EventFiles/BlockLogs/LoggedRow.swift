import Scalars

/// The points of one record of a log of blocks, and all tags so far.
struct LoggedRow {
  private struct Found {
    var series: Int
    var value: Double
  }

  private(set) var table = SeriesTable()
  var step: Int64 = 0
  /// Seconds since the Unix epoch; NaN if the record does not say.
  var wallTime = Double.nan
  private var found: [Found] = []
  private var delivered = 0
  private let selectsTag: (@Sendable (String) -> Bool)?

  init(_ options: ReadingOptions) { selectsTag = options.selectsTag }

  /// Whether points still wait for room in a batch.
  var hasMore: Bool { delivered < found.count }

  /// Forgets the points of the last record.
  mutating func clear() {
    found.removeAll(keepingCapacity: true)
    delivered = 0
    step = 0
    wallTime = .nan
  }

  /// Adds a value under the tag whose bytes are in `tag`.
  @inline(__always)
  mutating func add(
    _ tag: Range<Int>, in bytes: borrowing PaddedBytes, _ value: Double
  ) throws(MalformedEvent) {
    let series: Int
    if let known = table.index(of: tag, in: bytes) {
      series = known
    } else {
      series = try addSeries(tag, in: bytes)
    }
    if table.states[series].isSelected { found.append(Found(series: series, value: value)) }
  }

  /// Adds a value under a tag that is not in the buffer.
  mutating func add(_ tag: [UInt8], _ value: Double) throws(MalformedEvent) {
    if tag.isEmpty { return }
    var bytes = PaddedBytes(capacity: tag.count)
    bytes.copy(tag, 0..<tag.count, to: 0)
    try add(0..<tag.count, in: bytes, value)
  }

  private mutating func addSeries(
    _ tag: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> Int {
    try bytes.requireText(tag)
    var description = SeriesDescription(tag: String(decoding: bytes.bytes(tag), as: UTF8.self))
    description.isSelected = selectsTag?(description.tag) ?? true
    description.numberType = .float64
    return table.add(description, tag, in: bytes)
  }

  /// Drops the values below some names, such as `image.width` below `image`: they describe an
  /// object, not a number.
  mutating func drop(below names: [[UInt8]]) {
    let heads = names.map { $0 + [UInt8(ascii: ".")] }
    found.removeAll { point in
      let tag = table.series[point.series].tag.utf8
      return heads.contains { tag.starts(with: $0) }
    }
  }

  /// Moves the points into the batch, as far as there is room; returns how many.
  @inline(__always)
  mutating func deliver(offset: Int64, keepsOffsets: Bool, to batch: inout ScalarBatch) -> Int {
    let first = batch.count
    while delivered < found.count, batch.count < ScalarBatch.capacity {
      let point = found[delivered]
      let row = batch.count
      batch.series[row] = UInt32(truncatingIfNeeded: point.series)
      batch.steps[row] = step
      batch.wallTimes[row] = wallTime
      batch.values[row] = point.value
      if keepsOffsets { batch.offsets.append(offset) }
      batch.count = row + 1
      delivered += 1
      if !table.series[point.series].isScalar {
        table.update(point.series) { $0.isScalar = true }
      }
    }
    return batch.count - first
  }
}
