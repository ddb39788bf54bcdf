/// Splits the bytes of a log of blocks into records, through the window of a stream.
///
///     block of 32,768 bytes, counted from the start of the file: part │ part │ … │ fewer than 7 zero bytes
///     part: CRC-32 of type and data u32 │ length of the data u16 │ type u8 │ data
///
/// Type 1 is a whole record; 2, 3 and 4 are the first, a middle and the last part of one. The
/// checksum is zlib's, without a mask. A bad part ends its block: reading continues with the first
/// record that begins in a later block. Memory holds no more than the window and one record up to
/// the limit.
struct BlockRecords: ~Copyable {
  static let blockSize: Int64 = 32_768
  static let headSize = 7

  /// The result of a call.
  enum Step {
    /// A record, in the window or assembled from parts.
    case record(Range<Int>, isGathered: Bool)
    /// A record of more bytes than the limit was skipped.
    case tooLarge
    /// There is no more for now.
    case end
  }

  /// A stretch without a good record.
  struct Gap: Sendable {
    var start: Int64
    var kind: Damage.Kind
    var detail: String?
  }

  var window: RecordStream
  /// A record assembled from parts in several blocks.
  private(set) var gathered = PaddedBytes(capacity: 0)
  private var gatheredCount = 0
  /// The beginning of the record that is being assembled; nil if there is none.
  private var gatheringFrom: Int64?
  private var isTooLarge = false
  private let limit: Int
  /// The stretch that is being skipped.
  private(set) var gap: Gap?
  /// The stretches that were skipped since the caller last took them.
  var damage: [Damage] = []
  /// The end of the file, if it may yet become readable.
  private(set) var tail: Damage?
  /// Where the last record began.
  private(set) var recordOffset: Int64 = 0
  /// The number of good records so far.
  private(set) var count = 0

  init(_ stream: consuming ByteStream, limit: Int) {
    window = RecordStream(stream)
    self.limit = limit
  }

  /// The next record; afterwards the window begins after it.
  @inline(__always)
  mutating func next() throws(EventFileError) -> Step {
    while true {
      let room = Int(Self.blockSize - window.offset % Self.blockSize)
      if room < Self.headSize {
        if try !passPadding(room) { return end() }
        continue
      }
      guard try window.has(Self.headSize) else { return end() }
      let start = window.start
      let size = Int(window.buffer.word32(at: start + 4) & 0xFFFF)
      let type = window.buffer[start + 6]
      guard (1...4).contains(type), Self.headSize + size <= room else {
        if try !passBlock(room, Self.fault(window.buffer, start)) { return end() }
        continue
      }
      guard try window.has(Self.headSize + size) else { return end() }
      let data = window.start + Self.headSize..<window.start + Self.headSize + size
      guard
        window.buffer.plainChecksum(data.lowerBound - 1..<data.upperBound)
          == window.buffer.word32(at: window.start)
      else {
        let fault = Gap(start: 0, kind: .headerChecksum, detail: "its checksum fails")
        if try !passBlock(room, fault) { return end() }
        continue
      }
      if let step = take(type, data) { return step }
    }
  }

  /// Processes a good part; nil if the record continues, or belongs to the skipped stretch.
  @inline(__always)
  private mutating func take(_ type: UInt8, _ data: Range<Int>) -> Step? {
    tail = nil
    let begins = type == 1 || type == 2
    if begins {
      endGap()
      recordOffset = window.offset
    }
    let size = Self.headSize + data.count
    if type == 1 {
      count += 1
      window.advance(size)
      return data.count > limit ? .tooLarge : .record(data, isGathered: false)
    }
    if begins {
      (gatheringFrom, gatheredCount, isTooLarge) = (window.offset, 0, false)
    } else if gatheringFrom == nil {
      // If a record's beginning is lost, its remaining parts belong to the same damaged stretch.
      if gap == nil {
        gap = Gap(
          start: window.offset, kind: .headerChecksum,
          detail: "a part of a record without its beginning")
      }
      window.advance(size)
      return nil
    }
    gather(data)
    window.advance(size)
    if type != 4 { return nil }
    recordOffset = gatheringFrom ?? recordOffset
    gatheringFrom = nil
    count += 1
    return isTooLarge ? .tooLarge : .record(0..<gatheredCount, isGathered: true)
  }

  private mutating func gather(_ data: Range<Int>) {
    isTooLarge = isTooLarge || gatheredCount + data.count > limit
    if isTooLarge {
      gathered = PaddedBytes(capacity: 0)
      return
    }
    if gatheredCount + data.count > gathered.capacity {
      // At most twice the bytes that have arrived, whatever the record claims.
      gathered.reserve(
        max(2 * gathered.capacity, gatheredCount + data.count), keeping: 0..<gatheredCount)
    }
    gathered.copy(window.buffer, data, to: gatheredCount)
    gatheredCount += data.count
  }
}

// MARK: Skipping

extension BlockRecords {
  /// Skips the end of a block that is too short for a part; false if the file ends before it.
  private mutating func passPadding(_ room: Int) throws(EventFileError) -> Bool {
    let isThere = try window.has(room)
    if !isZero(min(room, window.count)) {
      let fault = Gap(
        start: window.offset, kind: .headerChecksum, detail: "bytes between two blocks")
      if !isThere { setTail(gap ?? fault) } else if gap == nil { beginGap(fault) }
    }
    if isThere { window.advance(room) }
    return isThere
  }

  private func isZero(_ count: Int) -> Bool {
    (window.start..<window.start + count).allSatisfy { window.buffer[$0] == 0 }
  }

  /// The fault in the head of a part.
  private static func fault(_ buffer: borrowing PaddedBytes, _ start: Int) -> Gap {
    let head = buffer.word64(at: start) & 0xFF_FFFF_FFFF_FFFF
    return head == 0
      ? Gap(start: 0, kind: .zeroHole)
      : Gap(start: 0, kind: .headerChecksum, detail: "no part of a record begins there")
  }

  /// A fault in the current part, which makes its record unreadable.
  private func placed(_ fault: Gap) -> Gap {
    Gap(start: gatheringFrom ?? window.offset, kind: fault.kind, detail: fault.detail)
  }

  private mutating func beginGap(_ fault: Gap) {
    if gap == nil { gap = placed(fault) }
    gatheringFrom = nil
  }

  /// Skips the rest of a block; false if the file ends before that.
  private mutating func passBlock(_ room: Int, _ fault: Gap) throws(EventFileError) -> Bool {
    guard try window.has(room) else {
      setTail(gap ?? placed(fault))
      return false
    }
    beginGap(fault)
    window.advance(room)
    return true
  }

  /// A record begins: here the skipped stretch ends, or the record that was never finished.
  @inline(__always)
  private mutating func endGap() {
    if gap == nil, gatheringFrom == nil { return }
    finishGap()
  }

  private mutating func finishGap() {
    let unfinished = gatheringFrom.map {
      Gap(start: $0, kind: .headerChecksum, detail: "a record without its end")
    }
    gatheringFrom = nil
    guard let found = gap ?? unfinished else { return }
    damage.append(
      Damage(
        kind: found.kind, offset: found.start, length: window.offset - found.start,
        recordsBefore: count, resumedAt: window.offset, detail: found.detail))
    gap = nil
  }

  private mutating func setTail(_ found: Gap) {
    let end = max(window.knownSize ?? 0, window.offset + Int64(window.count))
    tail = Damage(
      kind: found.kind, offset: found.start, length: max(0, end - found.start),
      recordsBefore: count, detail: found.detail)
  }

  /// There is no more for now: describes the end of the file.
  private mutating func end() -> Step {
    if tail != nil { return .end }
    if let gap {
      setTail(gap)
      return .end
    }
    let room = Self.blockSize - window.offset % Self.blockSize
    // A file that ends within the padding of a block is complete.
    if gatheringFrom == nil, room < Int64(Self.headSize) { return .end }
    setTail(Gap(start: gatheringFrom ?? window.offset, kind: .truncated))
    if tail?.length == 0 { tail = nil }
    return .end
  }

  /// Releases the memory and the descriptor; an unfinished record is read again from its beginning.
  mutating func rest() throws(EventFileError) {
    if let start = gatheringFrom, window.stream.canSeek {
      try window.seek(to: start)
      gatheringFrom = nil
    }
    if gatheringFrom == nil { gathered = PaddedBytes(capacity: 0) }
    // The unfinished end of the file may change before it is read again.
    tail = nil
    window.rest()
  }
}
