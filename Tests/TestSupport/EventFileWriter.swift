/// Writes event files into memory, good ones and broken ones.
public struct EventFileWriter: Sendable {
  /// The file so far.
  public var bytes: [UInt8] = []
  /// Where each record begins.
  public private(set) var offsets: [Int] = []

  /// Creates an empty file, begun by a `file_version` event unless told otherwise.
  public init(version: String? = "brain.Event:2") {
    if let version { event(.version(version)) }
  }

  /// Creates a file of the given events, with no `file_version` of its own.
  public init(_ events: [ProtobufMessage]) {
    for event in events { self.event(event) }
  }

  /// The bytes of one record.
  public static func record(_ payload: [UInt8]) -> [UInt8] {
    header(UInt64(payload.count)) + payload
      + ProtobufMessage.littleEndian(TableChecksum.masked(payload))
  }

  /// A header that claims `length`, with a good checksum.
  public static func header(_ length: UInt64) -> [UInt8] {
    let bytes = ProtobufMessage.littleEndian(length)
    return bytes + ProtobufMessage.littleEndian(TableChecksum.masked(bytes))
  }

  /// Adds a record around any payload.
  public mutating func record(_ payload: [UInt8]) {
    offsets.append(bytes.count)
    bytes += Self.record(payload)
  }

  /// Adds an event.
  public mutating func event(_ event: ProtobufMessage) { record(event.bytes) }

  /// Adds a scalar as TensorFlow 1, torch and tensorboardX write it.
  public mutating func scalar(
    _ tag: String = "loss", step: Int64, _ value: Float, wallTime: Double? = nil
  ) {
    event(.summary(step: step, wallTime: wallTime, [.simple(tag, value)]))
  }

  /// Adds a scalar as TensorFlow 2 and Keras write it: the first of a tag with metadata, which
  /// names the plugin.
  public mutating func tensorScalar(
    _ tag: String = "loss", step: Int64, _ value: Float, wallTime: Double? = nil,
    plugin: String? = "scalars"
  ) {
    event(
      .summary(step: step, wallTime: wallTime, [.tensorValue(tag, .tensor(value), plugin: plugin)]))
  }

  /// Adds bytes that are not a record.
  public mutating func raw(_ added: some Sequence<UInt8>) { bytes += added }
}
