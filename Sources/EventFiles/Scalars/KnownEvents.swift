import Scalars

/// Reads events whose values were met before, without decoding them.
///
/// Tags come in the same order at each step: so the template that followed the last one is tried first,
/// and where it does not fit, the one of the value's tag.
struct KnownEvents: Sendable {
  /// How far the events of a window were known.
  struct Progress {
    /// The bytes of the window that are done with.
    var bytes = 0
    /// The records in them, all of them events.
    var records = 0
    /// The wall time of the last one.
    var lastWallTime: Double
  }

  /// Whether the checksums of payloads are compared.
  let verifiesPayloads: Bool
  /// The largest payload that is looked at.
  let payloadLimit: Int
  /// The templates of the values met so far.
  var table = TemplateTable()
  /// The template that followed each one last time; grown where a batch begins.
  private var successors: [Int] = []
  private var last = 0

  init(_ options: ReadingOptions) {
    verifiesPayloads = options.verifiesPayloads
    payloadLimit = min(options.decodedPayloadLimit, 2 * TemplateTable.sizeLimit)
  }

  /// Takes records from the front of a window for as long as they hold nothing new.
  ///
  /// A record is taken if both its checksums hold and it is an event in the usual order of fields, not
  /// before the one before it in wall time, all of whose values fit a template:
  ///
  ///     09 │ wall time │ 10 │ step │ 2A │ size │ value …
  ///
  /// All others, and those that the batch has no room for, are left to the general decoder.
  ///
  /// - Parameters:
  ///   - window: The bytes to begin at, and as far as there are any.
  ///   - bytes: The buffer that the window is in.
  ///   - lastWallTime: The wall time of the event before.
  ///   - offset: The offset of the window, where each row's record offset is wanted.
  ///   - batch: Takes the points.
  /// - Returns: How far that was.
  mutating func read(
    _ window: Range<Int>, of bytes: borrowing PaddedBytes, after lastWallTime: Double,
    offset: Int64?, into batch: inout ScalarBatch
  ) -> Progress {
    var progress = Progress(lastWallTime: lastWallTime)
    if table.templates.isEmpty { return progress }
    while successors.count < table.templates.count { successors.append(0) }
    // Spans of columns that stand alone: arrays in a struct ask at each row whether they are shared.
    var (numbers, steps, wallTimes, values): Columns = ([], [], [], [])
    swap(&numbers, &batch.series)
    swap(&steps, &batch.steps)
    swap(&wallTimes, &batch.wallTimes)
    swap(&values, &batch.values)
    let table = table
    var followers: [Int] = []
    swap(&followers, &successors)
    var rows = Rows(count: batch.count, last: last, offset: offset)
    do {
      var successorSpan = followers.mutableSpan
      var numberSpan = numbers.mutableSpan
      var stepSpan = steps.mutableSpan
      var wallTimeSpan = wallTimes.mutableSpan
      var valueSpan = values.mutableSpan
      fill(
        window, of: bytes, table, table.templates.span, &successorSpan, &progress, &rows,
        &numberSpan, &stepSpan, &wallTimeSpan, &valueSpan)
    }
    swap(&followers, &successors)
    batch.count = rows.count
    batch.offsets.append(contentsOf: rows.offsets)
    last = rows.last
    swap(&numbers, &batch.series)
    swap(&steps, &batch.steps)
    swap(&wallTimes, &batch.wallTimes)
    swap(&values, &batch.values)
    return progress
  }

  private typealias Columns = ([UInt32], [Int64], [Double], [Double])

  /// The state of the loop over records.
  private struct Rows {
    var count: Int
    var last: Int
    let offset: Int64?
    var offsets: [Int64] = []
  }

  @inline(__always)
  private func fill(
    _ window: Range<Int>, of bytes: borrowing PaddedBytes, _ table: borrowing TemplateTable,
    _ templates: Span<ValueTemplate>, _ successors: inout MutableSpan<Int>,
    _ progress: inout Progress, _ rows: inout Rows, _ numbers: inout MutableSpan<UInt32>,
    _ steps: inout MutableSpan<Int64>, _ wallTimes: inout MutableSpan<Double>,
    _ values: inout MutableSpan<Double>
  ) {
    var last = rows.last
    var place = window.lowerBound
    var lastWallTime = progress.lastWallTime
    var records = 0
    events: while let payload = goodPayload(at: place, end: window.upperBound, in: bytes),
      let event = bytes.eventHead(in: payload), event.wallTime >= lastWallTime,
      event.wallTime < .infinity
    {
      var row = rows.count
      var value = event.values
      var lastSeries = -1
      while value < payload.upperBound {
        if row == ScalarBatch.capacity { break events }
        var index = successors[last]
        if !table.fits(templates, index, at: value, in: bytes) {
          index = table.find(at: value, end: payload.upperBound, in: bytes)
          if index < 0 { break events }
          successors[last] = index
        }
        last = index
        let series = templates[index].series
        // A tag that comes twice in an event is worth a remark, which is the general decoder's to make.
        if Int(series) <= lastSeries { break events }
        lastSeries = Int(series)
        if let number = templates[index].value(at: value, in: bytes) {
          numbers[row] = series
          steps[row] = event.step
          wallTimes[row] = event.wallTime
          values[row] = number
          row &+= 1
        }
        value &+= templates[index].size
      }
      if value != payload.upperBound { break }
      if let offset = rows.offset {
        let record = offset + Int64(place - window.lowerBound)
        for _ in rows.count..<row { rows.offsets.append(record) }
      }
      rows.count = row
      lastWallTime = event.wallTime
      records &+= 1
      place = payload.upperBound &+ 4
    }
    rows.last = last
    progress = Progress(
      bytes: place - window.lowerBound, records: records, lastWallTime: lastWallTime)
  }

  /// The payload of the record at `place`, if all of it is there and its checksums hold.
  @inline(__always)
  private func goodPayload(
    at place: Int, end: Int, in bytes: borrowing PaddedBytes
  ) -> Range<Int>? {
    let left = end &- place &- 16
    guard left >= 0 else { return nil }
    let length = bytes.word64(at: place)
    guard length <= UInt64(min(left, payloadLimit)),
      bytes.maskedChecksumOfWord(at: place) == bytes.word32(at: place &+ 8)
    else { return nil }
    let payload = place &+ 12..<place &+ 12 &+ Int(length)
    if verifiesPayloads,
      bytes.maskedChecksumOfShort(payload) != bytes.word32(at: payload.upperBound)
    {
      return nil
    }
    return payload
  }
}

extension ValueTemplate {
  /// The number of a value that fits; `nil` where it is not wanted.
  @inline(__always)
  fileprivate func value(at place: Int, in bytes: borrowing PaddedBytes) -> Double? {
    switch number {
    case .float: Double(Float(bitPattern: bytes.word32(at: place &+ hole)))
    case .double: Double(bitPattern: bytes.word64(at: place &+ hole))
    case .skipped: nil
    }
  }
}

/// The fields of an event before its values, and where the first of those stands.
private struct EventHead {
  var wallTime: Double
  var step: Int64
  var values: Int
}

extension PaddedBytes {
  /// The parts of an event that has a wall time, perhaps a step, and a summary, in this order.
  @inline(__always)
  fileprivate func eventHead(in payload: Range<Int>) -> EventHead? {
    guard payload.upperBound &- payload.lowerBound >= 13, self[payload.lowerBound] == 0x09 else {
      return nil
    }
    let wallTime = Double(bitPattern: word64(at: payload.lowerBound &+ 1))
    var place = payload.lowerBound &+ 9
    var step: Int64 = 0
    if self[place] == 0x10 {
      guard let (value, size) = shortVarint(at: place &+ 1) else { return nil }
      step = value
      place &+= 1 &+ size
    }
    guard self[place] == 0x2A, let (size, sizeOfSize) = shortVarint(at: place &+ 1) else {
      return nil
    }
    place &+= 1 &+ sizeOfSize
    guard size > 0, Int(size) == payload.upperBound &- place else { return nil }
    return EventHead(wallTime: wallTime, step: step, values: place)
  }

  /// A varint of at most eight bytes, and how many they are.
  @inline(__always)
  private func shortVarint(at place: Int) -> (value: Int64, size: Int)? {
    let word = word64(at: place)
    if word & 0x80 == 0 { return (Int64(word & 0x7F), 1) }
    if word & 0x8000 == 0 { return (Int64(word & 0x7F | word >> 1 & 0x3F80), 2) }
    if word & 0x80_0000 == 0 {
      return (Int64(word & 0x7F | word >> 1 & 0x3F80 | word >> 2 & 0x1F_C000), 3)
    }
    let ends = ~word & 0x8080_8080_8080_8080
    if ends == 0 { return nil }
    let size = (ends.trailingZeroBitCount + 1) / 8
    // The bytes' lower seven bits are moved together in pairs, fours and eights.
    var bits = word & (UInt64.max >> UInt64(64 - 8 * size)) & 0x7F7F_7F7F_7F7F_7F7F
    bits = bits & 0x007F_007F_007F_007F | (bits & 0x7F00_7F00_7F00_7F00) >> 1
    bits = bits & 0x0000_3FFF_0000_3FFF | (bits & 0x3FFF_0000_3FFF_0000) >> 2
    bits = bits & 0x0FFF_FFFF | (bits & 0x0FFF_FFFF_0000_0000) >> 4
    return (Int64(bits), size)
  }
}
