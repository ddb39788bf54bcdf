public import Scalars

/// Reads one event file, once or as it grows, and returns its points in batches.
///
/// Between calls, a reader that has reached the end of the file holds neither a descriptor nor a
/// buffer, so that a thousand readers can wait for their files to grow.
public struct EventFileReader: ~Copyable, Sendable {
  var records: RecordStream
  var decoder = EventDecoder()
  var extractor: ScalarExtractor
  /// The fast path: values as they were met before, by which most events are read without decoding.
  var repeatedEvents: RepeatedEventReader
  /// The parts of a large file that other threads have read.
  var ahead: ReadAhead?
  /// Whether templates are used; without them every event goes through the decoder, with the same
  /// result.
  var usesTemplates = true
  /// How many records were read by templates.
  var knownRecords = 0
  /// How many of those were read ahead.
  var recordsAhead = 0
  let options: ReadingOptions
  /// Whether content without scalars may be skipped.
  var mayLeaveOut: Bool
  private var isSniffed = false
  private var isFinished = false
  /// The search for the next good record, if the last header was bad.
  private(set) var gap: Gap?
  /// The remaining budget for unsuccessful searches.
  private var searchBudget = Resynchroniser.initialBudget
  /// The position of the last record's stored checksum, to check later whether the file is still
  /// the same.
  private var lastChecksum: (offset: Int64, word: UInt32)?
  /// The offset of the record whose points are being delivered.
  var recordOffset: Int64 = 0
  /// The wall time of the last event.
  var lastWallTime = -Double.infinity

  struct Gap: Sendable {
    var search: Resynchroniser
    var kind: Damage.Kind
    var detail: String?
  }

  /// The result of reading so far.
  public internal(set) var outcome = FileOutcome()

  /// Prepares to read the file at `path`; nothing is opened yet.
  public init(path: String, options: ReadingOptions = ReadingOptions()) {
    self.init(path: Array(path.utf8), options: options)
  }

  /// Prepares to read the file at a path given byte for byte; nothing is opened yet.
  public init(path: [UInt8], options: ReadingOptions = ReadingOptions()) {
    self.init(ByteStream(path: path), options)
  }

  /// Prepares to read bytes in memory.
  public init(bytes: [UInt8], options: ReadingOptions = ReadingOptions()) {
    self.init(ByteStream(memory: bytes), options)
  }

  /// Prepares to read an open descriptor, such as standard input; the caller must close it.
  public init(descriptor: Int32, options: ReadingOptions = ReadingOptions()) {
    self.init(ByteStream(descriptor: descriptor), options)
  }

  /// Prepares to read a file at any location; nothing is opened yet.
  package init(_ location: FileLocation, options: ReadingOptions = ReadingOptions()) {
    self.init(ByteStream(location), options)
  }

  private init(_ stream: consuming ByteStream, _ options: ReadingOptions) {
    records = RecordStream(stream)
    extractor = ScalarExtractor(options)
    repeatedEvents = RepeatedEventReader(options)
    decoder.keepsInvalidText = options.keepsInvalidTags
    self.options = options
    mayLeaveOut = !options.verifiesPayloads
  }

  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  public var series: [SeriesDescription] { extractor.table.series }

  /// Hyperparameters and texts met so far.
  public var attachments: [Attachment] { extractor.attachments }

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
    if try !beginReading() { return false }
    while true {
      if extractor.hasMore { deliver(to: &batch) }
      if usesTemplates {
        if ahead != nil, try takeStretches(into: &batch) { break }
        takeRepeatedEvents(into: &batch)
      }
      if batch.count == ScalarBatch.capacity || batch.marks.count == ScalarBatch.capacity { break }
      guard try readRecord(into: &batch) else {
        try records.checkThatBeginningStands()
        endReading()
        return false
      }
    }
    outcome.bytesRead = records.offset
    return true
  }

  /// Opens the file where reading stopped; `false` if it can give nothing more.
  mutating func beginReading() throws(EventFileError) -> Bool {
    if isFinished { return false }
    try records.open()
    try checkThatFileIsTheSame()
    readAhead()
    return true
  }

  /// Releases the file, which has no more for now.
  mutating func endReading() {
    ahead?.stop()
    ahead = nil
    outcome.bytesRead = records.offset
    lastChecksum = gap == nil ? records.lastWord ?? lastChecksum : nil
    if isFinished { records.finish() } else { records.rest() }
  }

  // MARK: Records

  /// Whether the next records may be read by the fast path.
  ///
  /// Until the first finite wall time has been met, the general decoder reads the events, since it
  /// records that time.
  var mayMeetRepeatedEvents: Bool {
    gap == nil && !extractor.hasMore && outcome.firstWallTime != nil
  }

  /// Reads the next records by the fast path, as far as possible.
  @inline(__always)
  private mutating func takeRepeatedEvents(into batch: inout ScalarBatch) {
    guard mayMeetRepeatedEvents else { return }
    let limit = ahead.map { max(0, $0.limit - records.offset) } ?? .max
    let end = records.start + Int(min(Int64(records.count), limit))
    let rows = batch.count
    let known = repeatedEvents.read(
      records.start..<end, of: records.buffer, after: lastWallTime,
      offset: options.keepsOffsets ? records.offset : nil, into: &batch)
    if known.records == 0 { return }
    records.advance(known.bytes)
    count(known.records, points: batch.count - rows, until: known.lastWallTime)
  }

  /// Counts events of the fast path; the last of them has this wall time.
  @inline(__always)
  mutating func count(_ records: Int, points: Int, until wallTime: Double) {
    knownRecords += records
    outcome.tail = nil
    outcome.records += records
    outcome.events += records
    outcome.points += points
    lastWallTime = wallTime
    outcome.lastWallTime = wallTime
  }

  /// Reads one record; `false` if there is none for now.
  @inline(__always)
  mutating func readRecord(
    into batch: inout ScalarBatch
  ) throws(EventFileError) -> Bool {
    if gap != nil { return try searchOn() }
    guard try records.has(12) else { return endsHere() }
    guard let length = records.length() else { return try beginGap() }
    if length > UInt64(options.decodedPayloadLimit) { return try passOver(length) }
    let size = Int(length)
    if let known = records.knownSize, records.offset + 16 + Int64(size) > known {
      // Nothing is read for a record that cannot be complete.
      guard try records.has(16 + size) else { return endsHere(claim: length) }
    }
    if mayLeaveOut, try skimRecord(size, into: &batch) { return true }
    guard try records.has(16 + size) else { return endsHere(claim: length) }
    outcome.tail = nil
    let checksums =
      options.verifiesPayloads
      ? records.payloadChecksums(length: size) : (stored: 0, computed: 0)
    recordOffset = records.offset
    if checksums.stored == checksums.computed {
      outcome.records += 1
      decode(size, into: &batch)
    } else {
      addDamage(.payloadChecksum, size, checksums)
    }
    records.advance(16 + size)
    return true
  }

  @inline(__always)
  private mutating func decode(_ size: Int, into batch: inout ScalarBatch) {
    let payload = records.start + 12..<records.start + 12 + size
    do throws(MalformedEvent) {
      try decoder.decode(payload, in: records.buffer)
      try extractor.extract(decoder, in: records.buffer, remarks: &outcome.remarks)
      accept(into: &batch)
    } catch {
      return reject(error, size)
    }
    if usesTemplates { repeatedEvents.table.learn(decoder, extractor.table, in: records.buffer) }
  }

  /// Counts the event just decoded, and delivers its points as far as there is room.
  @inline(__always)
  mutating func accept(into batch: inout ScalarBatch) {
    outcome.events += 1
    noteTimes()
    if decoder.content != .summary {
      noteContent(&batch)
    } else if options.marksOtherSummaries, !extractor.hasMore {
      mark(.otherSummary, &batch)
    }
    if decoder.wrongWireTypes > 0 {
      outcome.remarks[.wrongWireType, default: 0] += decoder.wrongWireTypes
    }
    deliver(to: &batch)
  }

  /// Drops an event that proved malformed, with a payload of `size` bytes.
  mutating func reject(_ malformation: MalformedEvent, _ size: Int) {
    extractor.forget()
    let remark: Remark = malformation.isInvalidString ? .malformedString : .malformedEvent
    outcome.remarks[remark, default: 0] += 1
    addDamage(.malformedEvent, size, nil)
  }

  @inline(__always)
  private mutating func deliver(to batch: inout ScalarBatch) {
    let before = batch.count
    extractor.deliver(
      step: decoder.step, wallTime: decoder.wallTime, offset: recordOffset,
      keepsOffsets: options.keepsOffsets, to: &batch)
    outcome.points += batch.count - before
  }

  @inline(__always)
  private mutating func noteTimes() {
    let time = decoder.wallTime
    guard time.isFinite else {
      outcome.remarks[.missingWallTime, default: 0] += 1
      return
    }
    if outcome.firstWallTime == nil { outcome.firstWallTime = time }
    if time < lastWallTime { outcome.remarks[.clockJump, default: 0] += 1 }
    lastWallTime = time
    outcome.lastWallTime = time
  }

  private mutating func passOver(_ length: UInt64) throws(EventFileError) -> Bool {
    if length >= 1 << 62 {
      return try beginGap(.lengthOverflow, detail: "claims \(length) bytes")
    }
    recordOffset = records.offset
    guard
      let checksums = try records.passOver(Int(length), verifying: options.verifiesPayloads)
    else { return endsHere(claim: length, at: recordOffset) }
    outcome.tail = nil
    if checksums.stored == checksums.computed {
      outcome.records += 1
      outcome.remarks[.recordTooLarge, default: 0] += 1
    } else {
      addDamage(.payloadChecksum, Int(length), checksums)
    }
    return true
  }
}

// MARK: The content of an event beside its summary

extension EventFileReader {
  private mutating func noteContent(_ batch: inout ScalarBatch) {
    switch decoder.content {
    case .none, .summary: break
    case .fileVersion(let text):
      let version = Self.version(String(decoding: records.buffer.bytes(text), as: UTF8.self))
      outcome.fileVersion = version
      mark(.fileVersion(version), &batch)
    case .session(let status):
      switch status {
      case 1: mark(.start, &batch)
      case 2: mark(.stop, &batch)
      case 3: mark(.checkpoint, &batch)
      default: break
      }
      outcome.otherEvents["session_log", default: 0] += 1
    case .other(let number): outcome.otherEvents[Self.name(of: number), default: 0] += 1
    }
  }

  private func mark(_ kind: SessionMark.Kind, _ batch: inout ScalarBatch) {
    batch.marks.append(
      SessionMark(
        row: batch.count, kind: kind, step: decoder.step, wallTime: decoder.wallTime,
        offset: recordOffset))
  }

  /// The number after `brain.Event:`, -1 for any other text.
  private static func version(_ text: String) -> Double {
    let prefix = "brain.Event:"
    guard text.hasPrefix(prefix) else { return -1 }
    let number = Double(String(text.dropFirst(prefix.count))) ?? -1
    return number.isFinite ? number : -1
  }

  private static func name(of field: UInt64) -> String {
    switch field {
    case 4: "graph_def"
    case 6: "log_message"
    case 8: "tagged_run_metadata"
    default: "meta_graph_def"
    }
  }
}

// MARK: Damage, and the end of the file

extension EventFileReader {
  private mutating func addDamage(
    _ kind: Damage.Kind, _ size: Int, _ checksums: (stored: UInt32, computed: UInt32)?
  ) {
    let end = recordOffset + 16 + Int64(size)
    add(
      Damage(
        kind: kind, offset: recordOffset, length: 16 + Int64(size),
        recordsBefore: outcome.records, storedChecksum: checksums?.stored,
        computedChecksum: checksums?.computed, resumedAt: end))
  }

  private mutating func add(_ damage: Damage) {
    outcome.damageCounts[damage.kind, default: 0] += 1
    if outcome.damage.count < FileOutcome.damageLimit { outcome.damage.append(damage) }
  }

  /// The file ends here for now, possibly within a record; always returns `false`.
  private mutating func endsHere(claim: UInt64? = nil, at start: Int64? = nil) -> Bool {
    let start = start ?? records.offset
    let end = max(records.knownSize ?? 0, records.offset + Int64(records.count))
    outcome.tail = nil
    if end > start {
      outcome.tail = Damage(
        kind: .truncated, offset: start, length: end - start, recordsBefore: outcome.records,
        detail: claim.map { "a record of \($0) bytes began there" })
    }
    endInflation()
    return false
  }

  private mutating func endInflation() {
    guard let end = records.stream.packingEnd else { return }
    switch end {
    case .complete: break
    case .trailingBytes: outcome.remarks[.trailingBytes, default: 0] += 1
    case .truncated:
      let cut = outcome.tail?.kind == .truncated ? outcome.tail : nil
      // If the stream also ended within an unreadable gap, report that gap as damage before the cut
      // end.
      if cut == nil, let gap = outcome.tail { add(gap) }
      outcome.tail = Damage(
        kind: .truncated, offset: cut?.offset ?? records.offset,
        length: cut?.length ?? Int64(records.count), recordsBefore: outcome.records,
        detail: "the compressed stream is cut short")
    case .damaged(let message):
      add(
        Damage(
          kind: .gzip, offset: records.offset, length: Int64(records.count),
          recordsBefore: outcome.records, detail: message))
    }
    isFinished = true
  }

  private mutating func beginGap(
    _ kind: Damage.Kind = .headerChecksum, detail: String? = nil
  ) throws(EventFileError) -> Bool {
    if records.offset == 0, !isSniffed, kind == .headerChecksum {
      isSniffed = true
      if let goesOn = try sniff() { return goesOn }
    }
    gap = Gap(
      search: Resynchroniser(gapStart: records.offset), kind: kind, detail: detail)
    return try searchOn()
  }

  /// Searches for the next good record; `false` if there is none for now.
  private mutating func searchOn() throws(EventFileError) -> Bool {
    guard var gap else { return true }
    guard options.resynchronises else {
      setTail(gap)
      isFinished = true
      return false
    }
    let result = try gap.search.search(
      &records, decoder: &decoder, budget: &searchBudget)
    if result == .found {
      let start = gap.search.gapStart
      add(
        Damage(
          kind: kind(of: gap), offset: start, length: records.offset - start,
          recordsBefore: outcome.records, resumedAt: records.offset, detail: gap.detail))
      outcome.tail = nil
      self.gap = nil
      return true
    }
    self.gap = gap
    setTail(gap)
    endInflation()
    return false
  }

  private func kind(of gap: Gap) -> Damage.Kind {
    gap.search.isZeroHole && gap.kind == .headerChecksum ? .zeroHole : gap.kind
  }

  private mutating func setTail(_ gap: Gap) {
    var kind = kind(of: gap)
    let start = gap.search.gapStart
    if outcome.records == 0, outcome.damageCounts.isEmpty, start == 0, kind == .headerChecksum {
      kind = .notAnEventFile
    }
    let end = records.knownSize ?? records.offset + Int64(records.count)
    outcome.tail = Damage(
      kind: kind, offset: start, length: max(0, end - start), recordsBefore: outcome.records,
      detail: gap.detail)
  }

  /// Finds the format of a stream without a record header, from its first bytes; `nil` means:
  /// search on.
  private mutating func sniff() throws(EventFileError) -> Bool? {
    _ = try records.has(1 << 12)
    let head = records.buffer.bytes(records.start..<records.start + min(records.count, 1 << 12))
    switch SniffedFormat(head) {
    case .unknown: return nil
    case .foreignByteOrder: return refuse(.foreignByteOrder, nil)
    case .unsupported(let name): return refuse(.unsupportedCompression, name)
    case .inflatable(let format):
      if records.stream.isInflating { return refuse(.nestedCompression, "\(format)") }
      outcome.compression = format == .gzip ? .gzip : .zlib
      records.inflate(format)
      isSniffed = false
      return true
    }
  }

  private mutating func refuse(_ kind: Damage.Kind, _ detail: String?) -> Bool {
    add(
      Damage(
        kind: kind, offset: 0, length: records.knownSize ?? Int64(records.count), detail: detail))
    isFinished = true
    return false
  }

  /// After a pause: whether the last record read is still in the same position, and whether a hole
  /// was filled.
  private mutating func checkThatFileIsTheSame() throws(EventFileError) {
    guard ahead == nil, records.count == 0, records.stream.isReopenable else { return }
    if let last = lastChecksum {
      let position = records.offset
      try records.seek(to: last.offset)
      guard try records.has(4), records.buffer.word32(at: records.start) == last.word else {
        throw .rewritten(path: records.stream.name, offset: last.offset)
      }
      try records.seek(to: position)
    }
    if !outcome.damage.isEmpty { try checkHoles() }
    if let gap {
      let position = records.offset
      try records.seek(to: gap.search.gapStart)
      if try records.has(12), records.length() != nil {
        self.gap = nil
        outcome.tail = nil
      } else if gap.search.isZeroHole {
        // Holes may be filled in any order: bytes that were zero may be a record by now.
        self.gap?.search = Resynchroniser(gapStart: gap.search.gapStart)
      } else {
        try records.seek(to: position)
      }
    }
  }

  /// Whether a skipped hole has been filled: its points can only be read by starting again.
  ///
  /// Only the last few holes are checked; an old hole is unlikely to be filled.
  private mutating func checkHoles() throws(EventFileError) {
    let position = records.offset
    for damage in outcome.damage.suffix(8) where try isRepaired(damage) {
      throw .rewritten(path: records.stream.name, offset: damage.offset)
    }
    try records.seek(to: position)
  }

  private mutating func isRepaired(_ damage: Damage) throws(EventFileError) -> Bool {
    let kinds: Set<Damage.Kind> = [.zeroHole, .headerChecksum, .payloadChecksum]
    guard kinds.contains(damage.kind) else { return false }
    try records.seek(to: damage.offset)
    guard try records.has(12), let length = records.length() else { return false }
    if damage.kind != .payloadChecksum { return true }
    guard length <= UInt64(options.decodedPayloadLimit), try records.has(16 + Int(length)) else {
      return false
    }
    let checksums = records.payloadChecksums(length: Int(length))
    return checksums.stored == checksums.computed
  }
}
