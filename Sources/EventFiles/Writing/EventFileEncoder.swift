public import Scalars

/// Makes an event file of scalars that TensorBoard and this package can read.
///
///     record: length u64 │ masked CRC-32C of the length u32 │ payload │ masked CRC-32C of the payload u32
///
/// The file begins with a `brain.Event:2` event. A value that a float can hold is written as
/// `simple_value`; the values of a series of doubles or large integers are tensors of the scalars
/// plugin, so that no digits are lost.
public struct EventFileEncoder: Sendable {
  /// The bytes so far; the caller that writes them removes them.
  public var bytes: [UInt8] = []
  private var describedTags: Set<ByteKey> = []

  /// Begins a file.
  ///
  /// - Parameter wallTime: When the first event was written, in seconds since the Unix epoch.
  public init(wallTime: Double) {
    var event = ProtobufBytes()
    event.field(1, double: wallTime)
    event.field(3, bytes: Array("brain.Event:2".utf8))
    appendRecord(event.bytes)
  }

  /// Adds an event with one scalar.
  ///
  /// - Parameters:
  ///   - tag: The tag, any UTF-8.
  ///   - point: Step, wall time and value.
  ///   - type: The number format in which the series was stored.
  public mutating func add(tag: String, _ point: Point, type: NumberType) {
    var value = ProtobufBytes()
    value.field(1, bytes: Array(tag.utf8))
    if type == .float64 || type == .integer {
      if describedTags.insert(ByteKey(tag)).inserted { value.field(9, bytes: Self.scalarMetadata) }
      value.field(8, bytes: Self.tensor(point.value))
    } else {
      value.field(2, float: Float(point.value))
    }
    var summary = ProtobufBytes()
    summary.field(1, bytes: value.bytes)
    var event = ProtobufBytes()
    event.field(1, double: point.wallTime)
    if point.step != 0 { event.field(2, integer: point.step) }
    event.field(5, bytes: summary.bytes)
    appendRecord(event.bytes)
  }

  /// `SummaryMetadata` of the scalars plugin, data class scalar.
  private static let scalarMetadata: [UInt8] = {
    var plugin = ProtobufBytes()
    plugin.field(1, bytes: Array("scalars".utf8))
    var metadata = ProtobufBytes()
    metadata.field(1, bytes: plugin.bytes)
    metadata.field(4, integer: 1)
    return metadata.bytes
  }()

  /// A `TensorProto` of rank 0 with one double.
  private static func tensor(_ value: Double) -> [UInt8] {
    var tensor = ProtobufBytes()
    tensor.field(1, integer: 2)
    tensor.field(2, bytes: [])
    tensor.field(4, bytes: littleEndian(value.bitPattern))
    return tensor.bytes
  }

  private mutating func appendRecord(_ payload: [UInt8]) {
    let length = littleEndian(UInt64(payload.count))
    bytes += length
    bytes += littleEndian(maskedChecksum(of: length))
    bytes += payload
    bytes += littleEndian(maskedChecksum(of: payload))
  }
}

/// The fields of one protobuf message, in the order of writing.
struct ProtobufBytes {
  private(set) var bytes: [UInt8] = []

  private mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func field(_ number: UInt64, integer: Int64) {
    append(varint: number << 3)
    append(varint: UInt64(bitPattern: integer))
  }

  mutating func field(_ number: UInt64, double: Double) {
    append(varint: number << 3 | 1)
    bytes += littleEndian(double.bitPattern)
  }

  mutating func field(_ number: UInt64, float: Float) {
    append(varint: number << 3 | 5)
    bytes += littleEndian(float.bitPattern)
  }

  mutating func field(_ number: UInt64, bytes more: [UInt8]) {
    append(varint: number << 3 | 2)
    append(varint: UInt64(more.count))
    bytes += more
  }
}

/// The bytes of a number, the lowest first.
func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
