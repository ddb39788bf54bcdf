public import Scalars

/// Reads one log of blocks, as Weights & Biases and SwanLab write it, and returns its points in
/// batches.
///
/// It is used like an ``EventFileReader``: once, or call by call as the file grows.
public struct BlockLogReader: ~Copyable, Sendable {
  /// The format of the file.
  public let format: BlockLogFormat
  private var blocks: BlockRecords
  private var decoder: any BlockRecordDecoder
  private var row: LoggedRow
  private var facts = BlockLogFacts()
  private let keepsOffsets: Bool
  private var isBegun = false
  private var isFinished = false
  private var lastWallTime = -Double.infinity
  /// The last four bytes that were read, to check later whether the file is still the same.
  private var lastWord: (offset: Int64, word: UInt32)?

  /// The result of reading so far.
  public private(set) var outcome = FileOutcome()

  /// Prepares to read the file at a path given byte for byte; nothing is opened yet.
  public init(
    path: [UInt8], format: BlockLogFormat, options: ReadingOptions = ReadingOptions()
  ) {
    self.init(ByteStream(path: path), format, options)
  }

  /// Prepares to read a file, bytes in memory, or a member of an archive; nothing is opened yet.
  package init(
    _ location: FileLocation, format: BlockLogFormat, options: ReadingOptions = ReadingOptions()
  ) {
    self.init(ByteStream(location), format, options)
  }

  /// Prepares to read bytes in memory.
  public init(
    bytes: [UInt8], format: BlockLogFormat, options: ReadingOptions = ReadingOptions()
  ) {
    self.init(ByteStream(memory: bytes), format, options)
  }

  private init(
    _ stream: consuming ByteStream, _ format: BlockLogFormat, _ options: ReadingOptions
  ) {
    self.format = format
    blocks = BlockRecords(stream, limit: options.decodedPayloadLimit)
    decoder =
      switch format {
      case .wandb: WandbDecoder()
      case .swanlab: SwanLabDecoder()
      }
    row = LoggedRow(options)
    keepsOffsets = options.keepsOffsets
  }

  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  public var series: [SeriesDescription] { row.table.series }
  /// The settings met so far.
  public var attachments: [Attachment] { facts.attachments }
  /// What the log says about its run, so far.
  public var run: BlockLogRun { facts.run }

  /// Fills `batch` with the next points.
  ///
  /// - Returns: `false` if there is no more for now; the batch may hold rows and marks in either
  /// case. If the file has grown by then, a later call continues where this one ended.
  ///
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is not the same file any more.
  public mutating func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    batch.count = 0
    batch.offsets.removeAll(keepingCapacity: true)
    batch.marks.removeAll(keepingCapacity: true)
    if isFinished { return false }
    try blocks.window.open()
    try checkThatFileIsTheSame()
    if !isBegun, try !readHeader(into: &batch) { return try endReading() }
    while true {
      if row.hasMore { deliver(to: &batch) }
      if batch.count == ScalarBatch.capacity {
        outcome.bytesRead = blocks.window.offset
        return true
      }
      let step = try blocks.next()
      if !blocks.damage.isEmpty { takeDamage() }
      switch step {
      case .record(let range, let isGathered): decode(range, isGathered: isGathered)
      case .tooLarge: outcome.remarks[.recordTooLarge, default: 0] += 1
      case .end: return try endReading()
      }
    }
  }

  // MARK: The beginning and the end

  private mutating func readHeader(
    into batch: inout ScalarBatch
  ) throws(EventFileError) -> Bool {
    let header = format.header
    guard try blocks.window.has(header.count) else {
      let count = blocks.window.count
      let read = blocks.window.buffer.bytes(blocks.window.start..<blocks.window.start + count)
      if !header.starts(with: read) { refuse() }
      return false
    }
    let start = blocks.window.start
    if !blocks.window.buffer.holds(header, in: start..<start + header.count) {
      refuse()
      return false
    }
    blocks.window.advance(header.count)
    isBegun = true
    // In these logs, as in event files of the second version, steps may go back within one file.
    batch.marks.append(
      SessionMark(row: 0, kind: .fileVersion(2), step: 0, wallTime: .nan, offset: 0))
    return true
  }

  /// A file that ends within its header, as a new one may.
  private var beginningOfHeader: Damage? {
    let count = blocks.window.count
    return count == 0 ? nil : Damage(kind: .truncated, offset: 0, length: Int64(count))
  }

  private mutating func refuse() {
    let size = blocks.window.knownSize ?? Int64(blocks.window.count)
    outcome.tail = Damage(kind: .notAnEventFile, offset: 0, length: size)
    isFinished = true
  }

  private mutating func endReading() throws(EventFileError) -> Bool {
    try blocks.window.checkThatBeginningStands()
    if !isFinished { outcome.tail = isBegun ? blocks.tail : beginningOfHeader }
    outcome.bytesRead = blocks.window.offset
    lastWord = blocks.window.lastWord ?? lastWord
    try blocks.rest()
    return false
  }

  private mutating func takeDamage() {
    for damage in blocks.damage {
      outcome.damageCounts[damage.kind, default: 0] += 1
      if outcome.damage.count < FileOutcome.damageLimit { outcome.damage.append(damage) }
    }
    blocks.damage.removeAll(keepingCapacity: true)
  }

  /// After a pause: whether the bytes that were read last are still in the same position.
  private mutating func checkThatFileIsTheSame() throws(EventFileError) {
    guard let last = lastWord, blocks.window.count == 0, blocks.window.stream.isReopenable else {
      return
    }
    let position = blocks.window.offset
    try blocks.window.seek(to: last.offset)
    guard try blocks.window.has(4),
      blocks.window.buffer.word32(at: blocks.window.start) == last.word
    else { throw .rewritten(path: blocks.window.stream.name, offset: last.offset) }
    try blocks.window.seek(to: position)
  }

  // MARK: Records

  @inline(__always)
  private mutating func decode(_ range: Range<Int>, isGathered: Bool) {
    row.clear()
    outcome.records += 1
    do throws(MalformedEvent) {
      if isGathered {
        try decoder.decode(range, in: blocks.gathered, row: &row, facts: &facts)
      } else {
        try decoder.decode(range, in: blocks.window.buffer, row: &row, facts: &facts)
      }
    } catch {
      row.clear()
      facts.dropRecord()
      reject(error, size: range.count)
    }
    facts.endRecord(step: row.step)
    outcome.hasEnded = facts.isFinished
    if row.hasMore { noteTime() }
  }

  private mutating func reject(_ malformation: MalformedEvent, size: Int) {
    let remark: Remark = malformation.isInvalidString ? .malformedString : .malformedEvent
    outcome.remarks[remark, default: 0] += 1
    outcome.damageCounts[.malformedEvent, default: 0] += 1
    if outcome.damage.count < FileOutcome.damageLimit {
      outcome.damage.append(
        Damage(
          kind: .malformedEvent, offset: blocks.recordOffset,
          length: blocks.window.offset - blocks.recordOffset, recordsBefore: outcome.records - 1,
          resumedAt: blocks.window.offset))
    }
  }

  @inline(__always)
  private mutating func noteTime() {
    outcome.events += 1
    guard row.wallTime.isFinite else {
      outcome.remarks[.missingWallTime, default: 0] += 1
      return
    }
    if outcome.firstWallTime == nil { outcome.firstWallTime = row.wallTime }
    if row.wallTime < lastWallTime { outcome.remarks[.clockJump, default: 0] += 1 }
    lastWallTime = row.wallTime
    outcome.lastWallTime = row.wallTime
  }

  @inline(__always)
  private mutating func deliver(to batch: inout ScalarBatch) {
    outcome.points += row.deliver(
      offset: blocks.recordOffset, keepsOffsets: keepsOffsets, to: &batch)
  }
}
