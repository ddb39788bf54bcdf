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
  public static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}
