/// The search for the next good record after a header whose checksum fails.
///
/// A candidate is an offset at which twelve bytes are a header with a good checksum. It is accepted
/// if its payload is complete, has a good checksum and decodes as an Event. The length in the bad
/// header is tried first: if it leads to a payload with a good checksum, the search ends after that
/// payload. Checking one offset costs 2.8 ns. Each failed candidate costs the checksum of its
/// payload; a hostile file could make that quadratic. So failed candidates use up a budget that
/// grows with the bytes searched, and a candidate that would exceed it is skipped. The budget
/// belongs to the file, not to a gap, since a file may consist of gaps. The time is linear in the
/// number of bytes for any file.
struct Resynchroniser {
  /// The result of a search.
  enum Outcome {
    /// A record begins at the stream's position.
    case found
    /// There are no more bytes for now.
    case exhausted
  }

  /// Larger payloads are not searched for: they would have to be held in memory until they are
  /// checked.
  private static let payloadLimit: UInt64 = 32 << 20

  /// The offset at which the unreadable stretch begins.
  let gapStart: Int64
  /// How many of its first bytes are zero, as far as they have been read.
  private var zeros: Int64 = 0
  private var onlyZerosSoFar = true
  /// The initial budget of a file for the checksums of failed candidates, in bytes.
  static let initialBudget = 64 << 20
  /// The first candidate whose payload is not complete yet: a later search begins here.
  private var firstIncomplete: Int64?
  /// The known end of the stream, so that it is not determined again for each candidate beyond it.
  private var knownEnd: Int64?

  init(gapStart: Int64) { self.gapStart = gapStart }

  /// Whether the stretch is a hole rather than damage.
  var isZeroHole: Bool { zeros + trailingZeros >= 12 }
  /// How many zero bytes are left at the end, too few for a header, if all bytes before them were
  /// zero.
  private var trailingZeros: Int64 = 0

  /// Continues the search from the stream's position, which it moves to the record found or to the
  /// start of a later search.
  ///
  /// `budget` is the checksum work, in bytes, that failed candidates may still cost.
  mutating func search(
    _ records: inout RecordStream, decoder: inout EventDecoder, budget: inout Int
  ) throws(EventFileError) -> Outcome {
    firstIncomplete = nil
    knownEnd = records.knownSize
    if records.offset == gapStart, try passesOverBadHeader(&records, &budget) { return .found }
    while try records.has(12) {
      let zeros = records.leadingZeros()
      if zeros >= 24 {
        // Twelve zero bytes are never a header, and a hole may be large.
        pass(zeros - 11, &records, &budget)
        continue
      }
      if let length = records.length(), records.offset > gapStart {
        if try isGoodRecord(length, &records, &decoder, &budget) { return .found }
      }
      pass(1, &records, &budget)
    }
    trailingZeros = onlyZerosSoFar && records.isZeroToEnd ? Int64(records.count) : 0
    if let firstIncomplete, records.stream.canSeek { try records.seek(to: firstIncomplete) }
    return .exhausted
  }

  /// Skips the record at the gap's start if the length in its header leads to a payload with a good
  /// checksum.
  ///
  /// Then only the header's checksum was damaged, and bytes in the payload that look like a record
  /// are not one.
  private func passesOverBadHeader(
    _ records: inout RecordStream, _ budget: inout Int
  ) throws(EventFileError) -> Bool {
    guard try records.has(12) else { return false }
    let claim = records.buffer.word64(at: records.start)
    guard claim <= Self.payloadLimit, Int(claim) <= budget else { return false }
    let size = Int(claim)
    if let known = records.knownSize, records.offset + 16 + Int64(size) > known { return false }
    guard try records.has(16 + size) else { return false }
    let checksums = records.payloadChecksums(length: size)
    guard checksums.stored == checksums.computed else {
      budget -= size
      return false
    }
    records.advance(16 + size)
    return true
  }

  /// Skips `count` bytes in which no record begins; more than one only if all are zero.
  @inline(__always)
  private mutating func pass(_ count: Int, _ records: inout RecordStream, _ budget: inout Int) {
    if onlyZerosSoFar {
      if records.buffer[records.start] == 0 {
        zeros += Int64(count)
      } else {
        onlyZerosSoFar = false
      }
    }
    records.advance(count)
    budget += 16 * count
  }

  private mutating func isGoodRecord(
    _ length: UInt64, _ records: inout RecordStream, _ decoder: inout EventDecoder,
    _ budget: inout Int
  ) throws(EventFileError) -> Bool {
    guard length <= Self.payloadLimit, Int(length) <= budget else { return false }
    let size = Int(length)
    if let knownEnd, records.offset + 16 + Int64(size) > knownEnd {
      noteIncomplete(records.offset)
      return false
    }
    guard try records.has(16 + size) else {
      noteIncomplete(records.offset)
      knownEnd = records.offset + Int64(records.count)
      return false
    }
    let checksums = records.payloadChecksums(length: size)
    if checksums.stored == checksums.computed, decodes(size, records, &decoder) { return true }
    budget -= size
    return false
  }

  private mutating func noteIncomplete(_ offset: Int64) {
    if firstIncomplete == nil { firstIncomplete = offset }
  }

  private func decodes(
    _ length: Int, _ records: borrowing RecordStream, _ decoder: inout EventDecoder
  ) -> Bool {
    let payload = records.start + 12..<records.start + 12 + length
    do throws(MalformedEvent) {
      try decoder.decode(payload, in: records.buffer)
      return decoder.wallTime.isFinite
    } catch { return false }
  }
}
