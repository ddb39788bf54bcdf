/// A buffer of bytes: text and numbers are appended, and a `ByteSink` takes them in chunks.
public struct ByteBuffer: Sendable, Hashable {
  /// What has been appended since the last `removeAll`.
  public internal(set) var bytes: [UInt8] = []

  /// Creates an empty buffer.
  public init() {}

  /// The number of bytes.
  public var count: Int { bytes.count }

  /// The bytes as text; bytes that are not UTF-8 become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends one byte.
  public mutating func append(byte: UInt8) { bytes.append(byte) }

  /// Appends text as UTF-8.
  public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends bytes as they are.
  public mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Removes the last bytes.
  mutating func removeLast(_ count: Int) { bytes.removeLast(count) }

  /// Removes all bytes and keeps the capacity.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
