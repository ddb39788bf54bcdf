import Scalars

/// Fast path: reads events whose byte layout was met before, without decoding them.
///
/// Tags come in the same order at each step: so the template that followed the last value is tried
/// first; if it does not match, the tag is looked up in a hash table. A record of one value is
/// compared as a whole (``RecordFrame``), a record of several values value by value
/// (``ValueTemplate``).
struct RepeatedEventReader: Sendable {
  /// How much of a window consisted of known events.
  struct Progress {
    /// The bytes of the window that are processed.
    var bytes = 0
    /// The records in them, all of them events.
    var records = 0
    /// The wall time of the last one.
    var lastWallTime: Double
  }

  /// Whether the checksums of payloads are compared.
  let verifiesPayloads: Bool
  /// The largest payload that the fast path reads.
  let payloadLimit: Int
  /// The templates of the values met so far.
  var table = TemplateTable()
  /// The facts about the values beside their templates.
  private var memory = Memory()
  private var last = 0

  /// The blocks after the frames' heads.
  var blocks: [SIMD8<UInt64>] { memory.blocks }

  /// The facts about each template's value, beside its bytes.
  private struct Memory {
    /// The frame of the record in which each value was alone; empty until there is one.
    var frames: [RecordFrame] = []
    /// The blocks after the frames' heads.
    var blocks: [SIMD8<UInt64>] = []
    /// The template that followed each one last time.
    var successors: [Int] = []
  }

  /// The columns of a batch, each an array with a single reference.
  private struct Rows {
    var series: [UInt32] = []
    var steps: [Int64] = []
    var wallTimes: [Double] = []
    var values: [Double] = []
    var offsets: [Int64] = []

    /// Swaps the columns with those of a batch.
    mutating func exchange(with batch: inout ScalarBatch) {
      exchange(&batch.series, &batch.steps, &batch.wallTimes, &batch.values)
      swap(&offsets, &batch.offsets)
    }

    /// Swaps the columns, except the offsets, with other arrays.
    @inline(__always)
    mutating func exchange(
      _ series: inout [UInt32], _ steps: inout [Int64], _ wallTimes: inout [Double],
      _ values: inout [Double]
    ) {
      swap(&self.series, &series)
      swap(&self.steps, &steps)
      swap(&self.wallTimes, &wallTimes)
      swap(&self.values, &values)
    }
  }

  init(_ options: ReadingOptions) {
    verifiesPayloads = options.verifiesPayloads
    payloadLimit = min(options.decodedPayloadLimit, 2 * TemplateTable.sizeLimit)
  }

  /// Takes records from the front of a window for as long as they match known ones.
  ///
  /// A record is taken if both its checksums are right, if it is an event with its fields in the
  /// usual order and a wall time not before the last one, and if all its values match templates:
  ///
  ///     09 │ wall time │ 10 │ step │ 2A │ size │ value …
  ///
  /// All others, and those that the batch has no room for, are left to the general decoder.
  ///
  /// - Parameters:
  ///   - window: The range of bytes to read.
  ///   - bytes: The buffer that contains the window.
  ///   - lastWallTime: The wall time of the event before.
  ///   - offset: The offset of the window in the file, if each row's record offset is wanted.
  ///   - batch: Receives the points.
  ///
  /// - Returns: How much was read.
  mutating func read(
    _ window: Range<Int>, of bytes: borrowing PaddedBytes, after lastWallTime: Double,
    offset: Int64?, into batch: inout ScalarBatch
  ) -> Progress {
    if table.templates.isEmpty { return Progress(lastWallTime: lastWallTime) }
    while memory.successors.count < table.templates.count { memory.successors.append(0) }
    if !memory.frames.isEmpty { memory.frames.grow(to: table.templates.count) }
    // Moved out while reading: an array that two structs hold would be checked for uniqueness at
    // each row.
    var rows = Rows()
    rows.exchange(with: &batch)
    var memory = Memory()
    swap(&memory, &self.memory)
    let table = table
    var cursor = Cursor(
      place: window.lowerBound, lastWallTime: lastWallTime, row: batch.count, last: last,
      shift: offset.map { $0 - Int64(window.lowerBound) })
    while cursor.hasRoom {
      if !memory.frames.isEmpty {
        takeFramed(&cursor, end: window.upperBound, of: bytes, table, &memory, &rows)
      }
      guard takeEvent(&cursor, end: window.upperBound, of: bytes, table, &memory, &rows) else {
        break
      }
    }
    swap(&memory, &self.memory)
    rows.exchange(with: &batch)
    batch.count = cursor.row
    last = cursor.last
    return Progress(
      bytes: cursor.place - window.lowerBound, records: cursor.records,
      lastWallTime: cursor.lastWallTime)
  }

  /// The position in a window while it is read.
  private struct Cursor {
    /// The position of the next record.
    var place: Int
    var records = 0
    var lastWallTime: Double
    /// The batch's next row.
    var row: Int
    /// The template of the last value.
    var last: Int
    /// The number to add to an index in the buffer to get the offset in the file, if offsets are
    /// wanted.
    let shift: Int64?

    /// Whether there is a next row; unsigned, since then the comparison with each column's length
    /// is dropped.
    @inline(__always)
    var hasRoom: Bool { UInt(bitPattern: row) < UInt(bitPattern: ScalarBatch.capacity) }
  }

  /// Takes records of one value for as long as they match frames.
  @inline(never)
  private func takeFramed(
    _ shared: inout Cursor, end: Int, of bytes: borrowing PaddedBytes,
    _ table: borrowing TemplateTable, _ memory: inout Memory, _ rows: inout Rows
  ) {
    // Separate arrays, since only then can several be written through spans at once.
    var (followers, series, times) = ([Int](), [UInt32](), [Double]())
    var (allSteps, allValues) = ([Int64](), [Double]())
    swap(&followers, &memory.successors)
    rows.exchange(&series, &allSteps, &times, &allValues)
    defer {
      swap(&followers, &memory.successors)
      rows.exchange(&series, &allSteps, &times, &allValues)
    }
    let (frames, blocks) = (memory.frames.span, memory.blocks.span)
    var successors = followers.mutableSpan
    var numbers = series.mutableSpan
    var steps = allSteps.mutableSpan
    var wallTimes = times.mutableSpan
    var values = allValues.mutableSpan
    // So that no row has to be compared with each column's length.
    let capacity = ScalarBatch.capacity
    precondition(numbers.count >= capacity && steps.count >= capacity)
    precondition(wallTimes.count >= capacity && values.count >= capacity)
    // A separate local is kept in a register.
    var cursor = shared
    defer { shared = cursor }
    // Offset of the value in the last mispredicted record (initially: in the record before the
    // first).
    var valueOffset = frames[cursor.last].valueOffset
    // Whether tags come in a fixed order.
    var isOrdered = true
    while true {
      if isOrdered {
        while cursor.hasRoom {
          let index = successors[cursor.last]
          guard frames[index].fits(cursor.place, end: end, in: bytes, blocks) else { break }
          guard
            take(
              index, &cursor, of: bytes, frames, &numbers, &steps, &wallTimes, &values,
              &rows.offsets)
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
      guard
        take(
          index, &cursor, of: bytes, frames, &numbers, &steps, &wallTimes, &values, &rows.offsets)
      else { return }
    }
  }

  /// Takes the record at the cursor, which matches a frame, if its payload and its wall time are
  /// good.
  ///
  /// Nine parameters, since spans cannot be stored in a struct of our own.
  @inline(__always)
  private func take(
    _ index: Int, _ cursor: inout Cursor, of bytes: borrowing PaddedBytes,
    _ frames: Span<RecordFrame>, _ numbers: inout MutableSpan<UInt32>,
    _ steps: inout MutableSpan<Int64>, _ wallTimes: inout MutableSpan<Double>,
    _ values: inout MutableSpan<Double>, _ offsets: inout [Int64]
  ) -> Bool {
    // Also part of the frame, but known before the frame is loaded.
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
      steps[cursor.row] = Int64(frames[index].stepBits(of: cursor.place, in: bytes).joinedSevens)
      wallTimes[cursor.row] = wallTime
      values[cursor.row] = number
      cursor.row &+= 1
      if let shift = cursor.shift { offsets.append(Int64(cursor.place) + shift) }
    }
    cursor.records &+= 1
    cursor.place &+= 16 &+ size
    return true
  }

  /// The template whose frame matches the record at `place`, found by the tag of its value; -1 if
  /// there is none.
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

  /// Takes the next record if each of its values matches a template; makes a frame for a record of
  /// one value.
  @inline(never)
  private func takeEvent(
    _ cursor: inout Cursor, end: Int, of bytes: borrowing PaddedBytes,
    _ table: borrowing TemplateTable, _ memory: inout Memory, _ rows: inout Rows
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
      var index = memory.successors[last]
      if !table.fits(index, at: value, in: bytes) {
        index = table.find(at: value, end: payload.upperBound, in: bytes)
        if index < 0 { return false }
        memory.successors[last] = index
      }
      last = index
      // A template may match bytes beyond the end of this record; reject it then.
      if value &+ templates[index].size > payload.upperBound { return false }
      let series = templates[index].series
      // A tag that occurs twice in an event gets a remark, which the general decoder makes.
      if Int(series) <= lastSeries { return false }
      lastSeries = Int(series)
      if let number = templates[index].number.value(
        at: value &+ templates[index].hole, in: bytes)
      {
        rows.series[row] = series
        rows.steps[row] = event.step
        rows.wallTimes[row] = event.wallTime
        rows.values[row] = number
        row &+= 1
      }
      value &+= templates[index].size
    }
    if event.values + templates[last].size == value {
      memory.frames.grow(to: templates.count)
      let frame = memory.frames[last]
      let isKnown = frame.fits(cursor.place, end: end, in: bytes, memory.blocks.span)
      if !isKnown, frame.mayBeRemade {
        memory.frames[last].remake(
          cursor.place, value: event.values, templates[last], in: bytes, blocks: &memory.blocks)
      }
    }
    if let shift = cursor.shift {
      for _ in cursor.row..<row { rows.offsets.append(Int64(cursor.place) + shift) }
    }
    (cursor.row, cursor.last) = (row, last)
    cursor.lastWallTime = event.wallTime
    cursor.records += 1
    cursor.place = payload.upperBound + 4
    return true
  }

  /// The payload of the record at `place`, if it is complete and its checksums are right.
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
  /// Adds frames that match nothing, until there are `count` frames.
  fileprivate mutating func grow(to count: Int) {
    if isEmpty { reserveCapacity(Swift.max(8, count)) }
    while self.count < count { append(RecordFrame()) }
  }
}

extension ValueTemplate.Number {
  /// The number in the hole at `place`; `nil` if it is not wanted.
  @inline(__always)
  fileprivate func value(at place: Int, in bytes: borrowing PaddedBytes) -> Double? {
    switch self {
    case .float: Double(Float(bitPattern: bytes.word32(at: place)))
    case .double: Double(bitPattern: bytes.word64(at: place))
    case .skipped: nil
    }
  }
}
