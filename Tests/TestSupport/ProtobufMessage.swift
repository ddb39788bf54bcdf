/// A protobuf message in the making, field by field, well-formed or not.
public struct ProtobufMessage: Sendable {
  /// The message's bytes so far.
  public var bytes: [UInt8] = []

  /// Creates an empty message.
  public init() {}

  /// Creates a message by a closure that adds its fields.
  public init(_ build: (inout ProtobufMessage) -> Void) { build(&self) }

  /// The varint of `value`, padded by non-minimal digits to at least `length` bytes.
  public static func varint(_ value: UInt64, length: Int = 1) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest & 0x7F | 0x80))
      rest >>= 7
    } while rest != 0 || bytes.count < length
    bytes[bytes.count - 1] &= 0x7F
    return bytes
  }

  /// Adds a tag of any field number and wire type.
  public mutating func tag(_ number: UInt64, _ wireType: UInt64) {
    bytes += Self.varint(number << 3 | wireType)
  }

  /// Adds bytes as they are.
  public mutating func raw(_ added: some Sequence<UInt8>) { bytes += added }

  /// Adds a varint field.
  public mutating func number(_ number: UInt64, _ value: UInt64) {
    tag(number, 0)
    bytes += Self.varint(value)
  }

  /// Adds a varint field of a signed value; negative ones take ten bytes.
  public mutating func signed(_ number: UInt64, _ value: Int64) {
    self.number(number, UInt64(bitPattern: value))
  }

  /// Adds a fixed64 field.
  public mutating func fixed64(_ number: UInt64, _ value: UInt64) {
    tag(number, 1)
    bytes += Self.littleEndian(value)
  }

  /// Adds a double field.
  public mutating func double(_ number: UInt64, _ value: Double) {
    fixed64(number, value.bitPattern)
  }

  /// Adds a fixed32 field.
  public mutating func fixed32(_ number: UInt64, _ value: UInt32) {
    tag(number, 5)
    bytes += Self.littleEndian(value)
  }

  /// Adds a float field.
  public mutating func float(_ number: UInt64, _ value: Float) {
    fixed32(number, value.bitPattern)
  }

  /// Adds a length-delimited field.
  public mutating func field(_ number: UInt64, _ content: some Collection<UInt8>) {
    tag(number, 2)
    bytes += Self.varint(UInt64(content.count))
    bytes += content
  }

  /// Adds a text field.
  public mutating func text(_ number: UInt64, _ text: String) { field(number, Array(text.utf8)) }

  /// Adds a message field.
  public mutating func message(_ number: UInt64, _ message: ProtobufMessage) {
    field(number, message.bytes)
  }

  /// Adds a message field by a closure that adds its fields.
  public mutating func message(_ number: UInt64, _ build: (inout ProtobufMessage) -> Void) {
    message(number, ProtobufMessage(build))
  }

  /// Adds a packed field of varints.
  public mutating func packed(_ number: UInt64, _ values: [UInt64]) {
    field(number, values.flatMap { Self.varint($0) })
  }

  /// Adds a packed field of floats.
  public mutating func packed(_ number: UInt64, _ values: [Float]) {
    field(number, values.flatMap { Self.littleEndian($0.bitPattern) })
  }

  /// Adds a packed field of doubles.
  public mutating func packed(_ number: UInt64, _ values: [Double]) {
    field(number, values.flatMap { Self.littleEndian($0.bitPattern) })
  }

  /// The little-endian bytes of a number.
  public static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
