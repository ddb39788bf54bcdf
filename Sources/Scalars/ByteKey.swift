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
  public func hash(into hasher: inout Hasher) {
    let bytes = text.utf8.span
    var word: UInt64 = 0
    for index in bytes.indices {
      word = word << 8 | UInt64(bytes[index])
      if index & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(bytes.count)
  }
}

extension Dictionary<ByteKey, Int> {
  /// The number of a name, in one look at the table; a name without a number gets `new`.
  package mutating func number(of name: String, new: Int) -> Int {
    func read(_ number: inout Int) -> Int { number }
    return read(&self[ByteKey(name), default: new])
  }
}
