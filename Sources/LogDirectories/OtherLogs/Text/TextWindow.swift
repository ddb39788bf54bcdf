import EventFiles

/// The part of a text log that is being read, in memory that does not grow with the log.
struct TextWindow: ~Copyable {
  /// The largest size of a line, row or entry in bytes; longer ones are left out.
  static let limit = 64 << 20
  private static let blockSize = 1 << 17

  /// A line without its end.
  struct Line {
    /// Where it stands in `bytes`.
    var range: Range<Int>
    /// Whether it ends in a line feed, which a line that is still being written lacks.
    var hasEnd: Bool
    /// Whether it is longer than `limit`; then `range` is empty.
    var isTooLong = false
  }

  private var file: FileBytes
  /// Bytes of the log; those before `start` are processed.
  private(set) var bytes: [UInt8] = []
  /// The index of the next byte.
  private(set) var start = 0
  /// The offset of the next byte in the log.
  private(set) var offset: Int64 = 0
  /// Whether the log has been read to its end.
  private(set) var isAtEnd = false

  /// Whether more of the log is expected, so that the end of its last line may be missing.
  let isGrowing: Bool

  /// Prepares to read; nothing is opened yet.
  init(_ location: FileLocation, isGrowing: Bool = false) {
    file = FileBytes(location)
    self.isGrowing = isGrowing
  }

  /// How many bytes there are in `bytes` from `start` on.
  var count: Int { bytes.count - start }

  /// Skips the bytes before an index.
  mutating func advance(to index: Int) {
    offset += Int64(index - start)
    start = index
  }

  /// Goes back to an index that was skipped since the last read.
  mutating func back(to index: Int) {
    offset -= Int64(start - index)
    start = index
  }

  /// Reads on, so that `start` becomes 0; false at the end of the log.
  ///
  /// It reads a block, or as many bytes as there are already, so that the total stays linear for
  /// callers that examine the bytes again each time.
  mutating func more() throws(EventFileError) -> Bool {
    if isAtEnd { return false }
    bytes.removeFirst(start)
    start = 0
    let wanted = bytes.count + max(Self.blockSize, bytes.count)
    while bytes.count < wanted {
      let piece = try file.next(Self.blockSize)
      if piece.isEmpty {
        isAtEnd = true
        if let flaw = file.flaw { throw .damaged(path: file.name, reason: flaw) }
        break
      }
      bytes += piece
    }
    return true
  }

  /// The next line, which is skipped; nil after the last.
  mutating func line() throws(EventFileError) -> Line? {
    var scanned = 0
    var isTooLong = false
    while true {
      if let end = bytes[(start + scanned)...].firstIndex(of: 10) {
        let range = isTooLong ? end..<end : start..<end
        advance(to: end + 1)
        return Line(range: range, hasEnd: true, isTooLong: isTooLong)
      }
      if count > Self.limit {
        isTooLong = true
        advance(to: bytes.count)
      }
      scanned = count
      if try more() { continue }
      let range = isTooLong ? bytes.count..<bytes.count : start..<bytes.count
      if range.isEmpty, !isTooLong { return nil }
      advance(to: bytes.count)
      return Line(range: range, hasEnd: false, isTooLong: isTooLong)
    }
  }
}
