/// How the contents of two files are related; compressed files are compared by their inflated
/// content.
///
/// Files with different bytes may still hold the same records: one may be damaged, be repaired, or
/// end in zeros. If both begin with the same good record, the good records are compared.
public enum ContentComparison: Sendable {
  /// Both hold the same.
  case same
  /// The first file is a prefix of the second, or the second has all its good records in order.
  case firstIsBeginning
  /// The second file is a prefix of the first, or the first has all its good records in order.
  case secondIsBeginning
  /// Neither has all that the other has.
  case different

  /// Compares the files at two paths up to the first difference, in constant memory.
  public init(_ first: [UInt8], _ second: [UInt8]) throws(EventFileError) {
    try self.init(.path(first), .path(second))
  }

  /// Compares two files at any locations.
  package init(_ first: FileLocation, _ second: FileLocation) throws(EventFileError) {
    var a = try PlainContents(first)
    var b = try PlainContents(second)
    var beginAlike: Bool?
    while true {
      let (x, y) = (try a.next(), try b.next())
      beginAlike = beginAlike ?? GoodRecords.beginAlike(x, y)
      if x.count == y.count {
        if x != y { break }
        if !x.isEmpty { continue }
        self = .same
        return
      }
      let shorter = min(x.count, y.count)
      if !x.prefix(shorter).elementsEqual(y.prefix(shorter)) { break }
      self = x.count < y.count ? .firstIsBeginning : .secondIsBeginning
      return
    }
    if beginAlike != true {
      self = .different
    } else if try GoodRecords.holds(second, all: first) {
      self = try GoodRecords.holds(first, all: second) ? .same : .firstIsBeginning
    } else {
      self = try GoodRecords.holds(first, all: second) ? .secondIsBeginning : .different
    }
  }
}

/// The good records of a file, one after another.
private struct GoodRecords: ~Copyable {
  private var reader: EventFileReader
  private var bytes: [UInt8] = []
  private var place = 0
  private var isAtEnd = false

  /// After this many bytes without a record that is looked for, it counts as missing.
  private static let reach = 8 << 20

  /// Whether two files, by their first blocks, have the same first record.
  static func beginAlike(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count > 8 else { return false }
    let end = min(UInt64(a.count), size(of: a[...]))
    return a.prefix(Int(end)).elementsEqual(b.prefix(Int(end)))
  }

  /// How many bytes the record that begins here says it has: its payload lies between 12 bytes of
  /// header and 4 of checksum.
  private static func size(of record: ArraySlice<UInt8>) -> UInt64 {
    record.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) } &+ 16
  }

  /// Whether `file` begins with the same good record as `other` and has all its others, in order.
  static func holds(_ file: FileLocation, all other: FileLocation) throws(EventFileError) -> Bool {
    var mine = GoodRecords(file)
    var others = GoodRecords(other)
    guard let first = try others.next(), try mine.next() == first else { return false }
    while let wanted = try others.next() {
      if try !mine.moves(behind: wanted) { return false }
    }
    return true
  }

  private init(_ location: FileLocation) { reader = EventFileReader(location) }

  /// Looks for a record, and moves behind it.
  private mutating func moves(behind wanted: ArraySlice<UInt8>) throws(EventFileError) -> Bool {
    var passed = 0
    while passed <= Self.reach, let record = try next() {
      if record == wanted { return true }
      passed += record.count
    }
    return false
  }

  /// The next record's bytes; nil after the last.
  private mutating func next() throws(EventFileError) -> ArraySlice<UInt8>? {
    if place == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      place = 0
      while !isAtEnd, bytes.isEmpty { isAtEnd = try !reader.copyRecords(to: &bytes) }
    }
    if place == bytes.count { return nil }
    let record = bytes[place...].prefix(Int(clamping: Self.size(of: bytes[place...])))
    place = record.endIndex
    return record
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
