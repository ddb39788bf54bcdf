/// How the contents of two files are related; compressed files are compared by their inflated
/// content.
public enum ContentComparison: Sendable {
  /// Both hold the same.
  case same
  /// The first file is a prefix of the second.
  case firstIsBeginning
  /// The second file is a prefix of the first.
  case secondIsBeginning
  /// Neither: they differ at a position that both have.
  case different

  /// Compares the files at two paths up to the first difference, in constant memory.
  public init(_ first: [UInt8], _ second: [UInt8]) throws(EventFileError) {
    try self.init(.path(first), .path(second))
  }

  /// Compares two files at any locations.
  package init(_ first: FileLocation, _ second: FileLocation) throws(EventFileError) {
    var a = try PlainContents(first)
    var b = try PlainContents(second)
    while true {
      let (x, y) = (try a.next(), try b.next())
      if x.count == y.count {
        if x != y {
          self = .different
          return
        }
        if !x.isEmpty { continue }
        self = .same
        return
      }
      let shorter = min(x.count, y.count)
      if !x.prefix(shorter).elementsEqual(y.prefix(shorter)) {
        self = .different
      } else {
        self = x.count < y.count ? .firstIsBeginning : .secondIsBeginning
      }
      return
    }
  }
}

/// The bytes of a file in blocks of one size, inflated if compressed.
private struct PlainContents: ~Copyable {
  private static let blockSize = 1 << 16
  private var stream: ByteStream
  private var isBegun = false

  init(_ location: FileLocation) throws(EventFileError) {
    stream = ByteStream(location)
    _ = try stream.open(at: 0)
  }

  /// The next block; shorter than the others at the end, then empty.
  mutating func next() throws(EventFileError) -> [UInt8] {
    if isBegun { return try block() }
    isBegun = true
    let head = try block()
    guard case .inflatable(let format) = SniffedFormat(head) else { return head }
    stream.inflate(format, after: head)
    return try block()
  }

  private mutating func block() throws(EventFileError) -> [UInt8] {
    var buffer = PaddedBytes(capacity: Self.blockSize)
    var count = 0
    while count < Self.blockSize {
      let read = try stream.read(into: &buffer, at: count, count: Self.blockSize - count)
      if read == 0 { break }
      count += read
    }
    return buffer.bytes(0..<count)
  }
}
