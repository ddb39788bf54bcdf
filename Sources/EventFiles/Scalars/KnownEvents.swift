import Scalars

/// Reads events whose values were met before, without decoding them.
///
/// Tags come in the same order at each step: so what followed the last value is tried first, and where it
/// does not fit, what its tag leads to. A record of one value is compared as a whole (``RecordFrame``), one
/// of several value by value (``ValueTemplate``).
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
  /// The frame of the record in which each template's value came alone; none until one did.
  private var frames: [RecordFrame] = []
  /// The blocks behind the frames' heads.
  private(set) var blocks: [SIMD8<UInt64>] = []
  /// The template that followed each one last time.
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
    if table.templates.isEmpty { return Progress(lastWallTime: lastWallTime) }
    while successors.count < table.templates.count { successors.append(0) }
    if !frames.isEmpty { frames.grow(to: table.templates.count) }
    // Spans of columns that stand alone: arrays in a struct ask at each row whether they are shared.
    var (numbers, steps, wallTimes, values): Columns = ([], [], [], [])
    swap(&numbers, &batch.series)
    swap(&steps, &batch.steps)
    swap(&wallTimes, &batch.wallTimes)
    swap(&values, &batch.values)
    let table = table
    var (known, more): ([RecordFrame], [SIMD8<UInt64>]) = ([], [])
    var followers: [Int] = []
    swap(&known, &frames)
    swap(&more, &blocks)
    swap(&followers, &successors)
    var cursor = Cursor(
      place: window.lowerBound, lastWallTime: lastWallTime, row: batch.count, last: last,
      shift: offset.map { $0 - Int64(window.lowerBound) })
    while cursor.hasRoom {
      if !known.isEmpty {
        takeFramed(
          &cursor, end: window.upperBound, of: bytes, table, known.span, more.span,
          &followers, &numbers, &steps, &wallTimes, &values, &batch.offsets)
      }
      let isTaken = takeEvent(
        &cursor, end: window.upperBound, of: bytes, table, &known, &more,
        &followers, &numbers, &steps, &wallTimes, &values, &batch.offsets)
      if !isTaken { break }
    }
    swap(&known, &frames)
    swap(&more, &blocks)
    swap(&followers, &successors)
    batch.count = cursor.row
    last = cursor.last
    swap(&numbers, &batch.series)
    swap(&steps, &batch.steps)
    swap(&wallTimes, &batch.wallTimes)
    swap(&values, &batch.values)
    return Progress(
      bytes: cursor.place - window.lowerBound, records: cursor.records,
      lastWallTime: cursor.lastWallTime)
  }

  private typealias Columns = ([UInt32], [Int64], [Double], [Double])

  /// Where the reading of a window is.
  private struct Cursor {
    /// Where the next record begins.
    var place: Int
    var records = 0
    var lastWallTime: Double
    /// The batch's next row.
    var row: Int
    /// The template of the last value.
    var last: Int
    /// What is to be added to a place for its offset in the file, where offsets are wanted.
    let shift: Int64?
    /// The bits of the last step, and what they say: many values have the step of the one before.
    var stepBits: UInt64 = 0
    var step: Int64 = 0

    /// Whether there is a next row; unsigned, as it is then compared with no column's length.
    @inline(__always)
    var hasRoom: Bool { UInt(bitPattern: row) < UInt(bitPattern: ScalarBatch.capacity) }
  }

  /// Takes records of one value for as long as they fit frames.
  @inline(never)
  private func takeFramed(
    _ shared: inout Cursor, end: Int, of bytes: borrowing PaddedBytes,
    _ table: borrowing TemplateTable, _ frames: Span<RecordFrame>, _ blocks: Span<SIMD8<UInt64>>,
    _ successors: inout [Int], _ numbers: inout [UInt32], _ steps: inout [Int64],
    _ wallTimes: inout [Double], _ values: inout [Double], _ offsets: inout [Int64]
  ) {
    var successors = successors.mutableSpan
    var numbers = numbers.mutableSpan
    var steps = steps.mutableSpan
    var wallTimes = wallTimes.mutableSpan
    var values = values.mutableSpan
    // So no row has to be compared with each.
    let capacity = ScalarBatch.capacity
    precondition(numbers.count >= capacity && steps.count >= capacity)
    precondition(wallTimes.count >= capacity && values.count >= capacity)
    // A local one stands in registers.
    var cursor = shared
    defer { shared = cursor }
    // Where the value begins in the last record that was not foreseen, or in the one before the first.
    var valueOffset = frames[cursor.last].valueOffset
    // Whether tags come in an order.
    var isOrdered = true
    while true {
      if isOrdered {
        while cursor.hasRoom {
          let index = successors[cursor.last]
          guard frames[index].fits(cursor.place, end: end, in: bytes, blocks) else { break }
          guard
            take(index, &cursor, of: bytes, frames, &numbers, &steps, &wallTimes, &values, &offsets)
          else { return }
        }
      }
      guard cursor.hasRoom else { return }
      let index = find(
        cursor.place, valueOffset: valueOffset, end: end, of: bytes, table, frames, blocks)
      if index < 0 { return }
      isOrdered = index == successors[cursor.last]
      valueOffset = frames[index].valueOffset
      successors[cursor.last] = index
      guard take(index, &cursor, of: bytes, frames, &numbers, &steps, &wallTimes, &values, &offsets)
      else { return }
    }
  }

  /// Takes the record at the cursor, which fits a frame, if its payload and its wall time are good.
  @inline(__always)
  private func take(
    _ index: Int, _ cursor: inout Cursor, of bytes: borrowing PaddedBytes,
    _ frames: Span<RecordFrame>, _ numbers: inout MutableSpan<UInt32>,
    _ steps: inout MutableSpan<Int64>, _ wallTimes: inout MutableSpan<Double>,
    _ values: inout MutableSpan<Double>, _ offsets: inout [Int64]
  ) -> Bool {
    // What the frame says, too, but known before the frame is.
    let size = Int(truncatingIfNeeded: bytes.word64(at: cursor.place))
    if verifiesPayloads, !bytes.isPayloadGood(count: size, ofRecordAt: cursor.place) {
      return false
    }
    let wallTime = Double(
      bitPattern: bytes.word64(at: cursor.place, plus: RecordFrame.wallTimeOffset))
    guard wallTime >= cursor.lastWallTime, wallTime < .infinity else { return false }
    cursor.lastWallTime = wallTime
    cursor.last = index
    if let number = frames[index].number.value(
      at: cursor.place &+ frames[index].hole, in: bytes)
    {
      numbers[cursor.row] = frames[index].series
      let bits = frames[index].stepBits(of: cursor.place, in: bytes)
      if bits != cursor.stepBits {
        (cursor.stepBits, cursor.step) = (bits, Int64(bits.joinedSevens))
      }
      steps[cursor.row] = cursor.step
      wallTimes[cursor.row] = wallTime
      values[cursor.row] = number
      cursor.row &+= 1
      if let shift = cursor.shift { offsets.append(Int64(cursor.place) + shift) }
    }
    cursor.records &+= 1
    cursor.place &+= 16 &+ size
    return true
  }

  /// The template whose frame the record at `place` fits, by the tag of its value; -1 where there is none.
  @inline(__always)
  private func find(
    _ place: Int, valueOffset: Int, end: Int, of bytes: borrowing PaddedBytes,
    _ table: borrowing TemplateTable, _ frames: Span<RecordFrame>, _ blocks: Span<SIMD8<UInt64>>
  ) -> Int {
    guard valueOffset > 0, place &+ valueOffset < end,
      var probe = table.probe(at: place &+ valueOffset, end: end, in: bytes)
    else { return -1 }
    while let index = table.next(of: &probe) {
      if frames[index].fits(place, end: end, in: bytes, blocks) {
        return index
      }
    }
    return -1
  }

  /// Takes the next record if each of its values fits a template; makes a frame of a record of one value.
  @inline(never)
  private func takeEvent(
    _ cursor: inout Cursor, end: Int, of bytes: borrowing PaddedBytes,
    _ table: borrowing TemplateTable, _ frames: inout [RecordFrame],
    _ blocks: inout [SIMD8<UInt64>], _ successors: inout [Int], _ numbers: inout [UInt32],
    _ steps: inout [Int64], _ wallTimes: inout [Double], _ values: inout [Double],
    _ offsets: inout [Int64]
  ) -> Bool {
    guard let payload = goodPayload(at: cursor.place, end: end, in: bytes),
      let event = bytes.eventHead(in: payload), event.wallTime >= cursor.lastWallTime,
      event.wallTime < .infinity
    else { return false }
    let templates = table.templates.span
    var (row, last) = (cursor.row, cursor.last)
    var value = event.values
    var lastSeries = -1
    while value < payload.upperBound {
      if row == ScalarBatch.capacity { return false }
      var index = successors[last]
      if !table.fits(index, at: value, in: bytes) {
        index = table.find(at: value, end: payload.upperBound, in: bytes)
        if index < 0 { return false }
        successors[last] = index
      }
      last = index
      // What fits may go on behind the record, where there are other bytes some other time.
      if value &+ templates[index].size > payload.upperBound { return false }
      let series = templates[index].series
      // A tag that comes twice in an event is worth a remark, which is the general decoder's to make.
      if Int(series) <= lastSeries { return false }
      lastSeries = Int(series)
      if let number = templates[index].number.value(
        at: value &+ templates[index].hole, in: bytes)
      {
        numbers[row] = series
        steps[row] = event.step
        wallTimes[row] = event.wallTime
        values[row] = number
        row &+= 1
      }
      value &+= templates[index].size
    }
    if event.values + templates[last].size == value {
      frames.grow(to: templates.count)
      let isKnown = frames[last].fits(cursor.place, end: end, in: bytes, blocks.span)
      if !isKnown, frames[last].mayBeRemade {
        frames[last].remake(
          cursor.place, value: event.values, templates[last], in: bytes, blocks: &blocks)
      }
    }
    if let shift = cursor.shift {
      for _ in cursor.row..<row { offsets.append(Int64(cursor.place) + shift) }
    }
    (cursor.row, cursor.last) = (row, last)
    cursor.lastWallTime = event.wallTime
    cursor.records += 1
    cursor.place = payload.upperBound + 4
    return true
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
      bytes.maskedChecksumOfWord(at: place) == bytes.word32(at: place, plus: 8)
    else { return nil }
    if verifiesPayloads, !bytes.isPayloadGood(count: Int(length), ofRecordAt: place) { return nil }
    return place &+ 12..<place &+ 12 &+ Int(length)
  }
}

extension [RecordFrame] {
  /// Adds frames that nothing fits until there are so many.
  fileprivate mutating func grow(to count: Int) {
    if isEmpty { reserveCapacity(Swift.max(8, count)) }
    while self.count < count { append(RecordFrame()) }
  }
}

extension ValueTemplate.Number {
  /// The number in the hole at `place`; `nil` where it is not wanted.
  @inline(__always)
  fileprivate func value(at place: Int, in bytes: borrowing PaddedBytes) -> Double? {
    switch self {
    case .float: Double(Float(bitPattern: bytes.word32(at: place)))
    case .double: Double(bitPattern: bytes.word64(at: place))
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
    let mask: UInt64 = 0x7F7F_7F7F_7F7F_7F7F >> UInt64(64 - 8 * size)
    return (Int64((word & mask).joinedSevens), size)
  }
}
