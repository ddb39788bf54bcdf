/// A name as a key: equal to another only if its bytes are.
///
/// Two Swift strings are equal if they look alike, such as `é` as one scalar and as two. Such names
/// in logs are different names.
public struct ByteKey: Sendable, Hashable {
  /// The name.
  public let text: String

  /// Makes a key from a name.
  public init(_ text: String) { self.text = text }

  /// Whether two names have the same bytes.
  public static func == (a: ByteKey, b: ByteKey) -> Bool {
    let (a, b) = (a.text.utf8.span, b.text.utf8.span)
    if a.count != b.count { return false }
    for index in a.indices where a[index] != b[index] { return false }
    return true
  }

  /// Hashes the bytes, eight at once, and how many there are.
  public func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.span) }
}

extension Hasher {
  /// Hashes bytes, eight at once, and how many there are.
  package mutating func combine(_ bytes: Span<UInt8>) {
    var rest = bytes
    while rest.count >= 8 {
      // The compiler makes one load of it, since the index is checked once.
      let next = rest.extracting(first: 8)
      var word: UInt64 = 0
      for index in 0..<8 { word |= UInt64(next[index]) << UInt64(8 * index) }
      combine(word)
      rest = rest.extracting(droppingFirst: 8)
    }
    var word: UInt64 = 0
    for index in rest.indices { word = word << 8 | UInt64(rest[index]) }
    combine(word)
    combine(bytes.count)
  }
}

extension Dictionary<ByteKey, Int> {
  /// The number of a name, in one look at the table; a name without a number gets `new`.
  package mutating func number(of name: String, new: Int) -> Int {
    func read(_ number: inout Int) -> Int { number }
    return read(&self[ByteKey(name), default: new])
  }
}
