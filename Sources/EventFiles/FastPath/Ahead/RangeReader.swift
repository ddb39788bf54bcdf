import Scalars

/// What is needed to read known events anywhere in a file.
struct StretchReader: Sendable {
  let origin: ByteStream.Origin
  let known: RepeatedEventReader
  let keepsOffsets: Bool
  let spares: SpareBatches

  /// The stretches of known events in a range, as far as they can be recognized there.
  func read(_ range: Range<Int64>) -> [PrefetchedStretch] {
    if known.table.templates.isEmpty { return [] }
    return RangeReader(range, of: self).read()
  }
}

/// Reads the known events of a range of a file, beginning where a record seems to begin.
///
/// That is a position where the header and the payload have good checksums and the payload is a
/// known event. It may still be inside the payload of another record, so the result is only a
/// proposal; see ``ReadAhead``. Unknown records are skipped by their lengths.
struct RangeReader: ~Copyable {
  /// If no record begins within this distance from the start of a range, the range is not searched
  /// further.
  private static let searchLimit: Int64 = 1 << 20

  private var records: RecordStream
  private var known: RepeatedEventReader
  private let range: Range<Int64>
  private let file: StretchReader
  private var batch: ScalarBatch
  private var stretches: [PrefetchedStretch] = []
  /// Whether a record is assumed to begin at the stream's position.
  private var isInStep = false
  private var lastWallTime = -Double.infinity

  init(_ range: Range<Int64>, of file: StretchReader) {
    records = RecordStream(ByteStream(file.origin))
    known = file.known
    self.range = range
    self.file = file
    batch = file.spares.take()
  }

  /// The stretches of known events in the range, in order.
  consuming func read() -> [PrefetchedStretch] {
    // An error here occurs again when the reader of the file comes to this range, and is reported
    // there.
    do throws(EventFileError) { try readStretches() } catch {}
    file.spares.put(batch)
    return stretches
  }

  private mutating func readStretches() throws(EventFileError) {
    try records.seek(to: range.lowerBound)
    try records.open()
    while records.offset < range.upperBound, try records.has(12) {
      guard let length = records.length() else {
        isInStep = false
        if stretches.isEmpty, records.offset - range.lowerBound > Self.searchLimit { return }
        records.advance(1)
        continue
      }
      if takeStretch() { continue }
      if length <= UInt64(known.payloadLimit), records.count < 16 + Int(length) {
        guard try records.has(16 + Int(length)) else { return }
      } else if isInStep, length < 1 << 40 {
        lastWallTime = -.infinity
        try records.jump(to: records.offset + 16 + Int64(length))
      } else {
        records.advance(1)
      }
    }
  }

  /// Takes the known events at the stream's position, as far as they are in the window and in the
  /// range.
  private mutating func takeStretch() -> Bool {
    let start = records.start
    let size = min(Int64(records.count), range.upperBound - records.offset)
    batch.count = 0
    batch.offsets.removeAll(keepingCapacity: true)
    let progress = known.read(
      start..<start + Int(size), of: records.buffer, after: lastWallTime,
      offset: file.keepsOffsets ? records.offset : nil, into: &batch)
    if progress.records == 0 { return false }
    if progress.records >= PrefetchedStretch.worthwhile {
      stretches.append(
        PrefetchedStretch(
          &batch, bytes: records.offset..<records.offset + Int64(progress.bytes),
          records: progress.records,
          // A known event begins with the key of its wall time, right after the record's header.
          firstWallTime: Double(
            bitPattern: records.buffer.word64(at: start + RecordFrame.wallTimeOffset)),
          lastWallTime: progress.lastWallTime, spares: file.spares))
    }
    isInStep = true
    lastWallTime = progress.lastWallTime
    records.advance(progress.bytes)
    return true
  }
}
