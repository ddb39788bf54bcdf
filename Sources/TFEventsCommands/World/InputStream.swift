import Scalars

/// Why something could not be read, as the system's error number.
public struct InputError: Error, Sendable, Hashable {
  /// The number (`errno`).
  public var code: Int32

  /// Creates an error.
  public init(code: Int32) { self.code = code }

  /// The system's error text.
  var text: String { SystemError(number: code).text }
}

/// A descriptor that bytes are read from.
public struct InputStream {
  /// Waits for at least one byte and returns the bytes available; empty at the end.
  public var read: () throws(InputError) -> [UInt8]
  /// Ends the reading.
  public var close: () -> Void

  /// Creates a stream.
  public init(read: @escaping () throws(InputError) -> [UInt8], close: @escaping () -> Void = {}) {
    self.read = read
    self.close = close
  }

  /// A stream that is at its end.
  public static var empty: InputStream { InputStream(read: { () throws(InputError) in [] }) }

  /// Everything up to the end.
  func readAll() throws(InputError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let more = try read()
      if more.isEmpty { return all }
      all += more
    }
  }
}

/// The lines of a stream, each as soon as it is there.
struct LineReader {
  private let stream: InputStream
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isAtEnd = false
  /// Whether the last line has no end.
  private(set) var isCut = false

  init(_ stream: InputStream) { self.stream = stream }

  /// The next line without its end (LF or CRLF), nil after the last; an empty last line does not
  /// count.
  mutating func next() throws(InputError) -> [UInt8]? {
    while true {
      if let end = bytes[searched...].firstIndex(of: 10) {
        defer { (start, searched) = (end + 1, end + 1) }
        return line(upTo: end)
      }
      searched = bytes.count
      if isAtEnd {
        if start == bytes.count { return nil }
        defer { start = bytes.count }
        isCut = true
        return line(upTo: bytes.count)
      }
      bytes.removeFirst(start)
      (searched, start) = (searched - start, 0)
      let more = try stream.read()
      isAtEnd = more.isEmpty
      bytes += more
    }
  }

  private func line(upTo end: Int) -> [UInt8] {
    let hasReturn = end > start && bytes[end - 1] == 13
    return Array(bytes[start..<(hasReturn ? end - 1 : end)])
  }
}
