/// A name as a key: equal to another only if its bytes are.
///
/// Two strings of Swift are equal where they look alike, as `é` in one scalar and in two; names in logs are
/// not the same then.
public struct ByteKey: Sendable, Hashable {
  /// The name.
  public let text: String

  /// Makes a key of a name.
  public init(_ text: String) { self.text = text }

  /// Whether two names have the same bytes.
  public static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}
