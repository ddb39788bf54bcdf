/// Reads messages from a stream, one per line, each within a size limit.
struct MessageReader {
  /// The content of a line.
  enum Line: Equatable {
    /// A message, without the end of the line (LF or CRLF).
    case message([UInt8])
    /// The message was larger than the limit; its bytes were skipped.
    case tooLong
  }

  private let stream: InputStream
  private let limit: Int
  private var bytes: [UInt8] = []
  private var start = 0
  private var isSkipping = false
  private var isAtEnd = false

  /// Prepares to read lines of at most `limit` bytes.
  init(_ stream: InputStream, limit: Int) {
    self.stream = stream
    self.limit = limit
  }

  /// The next line that is not blank; nil at the end.
  mutating func next() throws(InputError) -> Line? {
    var searched = start
    while true {
      while let end = bytes[searched...].firstIndex(of: 10) {
        if let line = take(upTo: end) { return line }
        searched = start
      }
      if isAtEnd { return start < bytes.count || isSkipping ? take(upTo: bytes.count) : nil }
      bytes.removeFirst(start)
      start = 0
      if bytes.count > limit {
        isSkipping = true
        bytes = []
      }
      searched = bytes.count
      let more = try stream.read()
      isAtEnd = more.isEmpty
      bytes += more
    }
  }

  /// The line that ends there; nil if it is blank.
  private mutating func take(upTo end: Int) -> Line? {
    var line = bytes[start..<end]
    start = min(end + 1, bytes.count)
    if line.last == 13 { line = line.dropLast() }
    if isSkipping || line.count > limit {
      isSkipping = false
      return .tooLong
    }
    return line.allSatisfy { $0 == 32 || $0 == 9 } ? nil : .message(Array(line))
  }
}
