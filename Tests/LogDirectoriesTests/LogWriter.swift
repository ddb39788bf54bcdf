/// Writes event files as TensorFlow and torch do, record by record.
struct LogWriter {
  private(set) var bytes: [UInt8] = []

  /// A file with the version that today's writers begin with; nil for none.
  init(version: Int? = 2, wallTime: Double = 1_000) {
    if let version { self.version(version, wallTime: wallTime) }
  }

  mutating func version(_ number: Int, step: Int64 = 0, wallTime: Double = 1_000) {
    record(event(step, wallTime) + field(3, Array("brain.Event:\(number)".utf8)))
  }

  /// A SessionLog START, as Supervisor and torch's `purge_step` write it.
  mutating func start(_ step: Int64, wallTime: Double = 1_000) {
    record(event(step, wallTime) + field(7, [0x08, 1]))
  }

  mutating func scalar(_ tag: String, _ step: Int64, _ value: Float, wallTime: Double) {
    scalars([tag], step, value, wallTime: wallTime)
  }

  /// One event with the same value for several tags.
  mutating func scalars(_ tags: [String], _ step: Int64, _ value: Float, wallTime: Double) {
    let values = tags.flatMap { tag in
      field(1, field(1, Array(tag.utf8)) + [0x15] + little(UInt64(value.bitPattern), 4))
    }
    record(event(step, wallTime) + field(5, values))
  }

  /// Points of one tag, a second apart; their values tell file and place.
  mutating func points(
    _ steps: [Int64], tag: String = "loss", from wallTime: Double, values: Float = 0
  ) {
    for (place, step) in steps.enumerated() {
      scalar(tag, step, values + Float(place), wallTime: wallTime + Double(place))
    }
  }

  private mutating func record(_ payload: [UInt8]) {
    let length = little(UInt64(payload.count), 8)
    bytes += length + little(UInt64(Self.masked(length)), 4)
    bytes += payload + little(UInt64(Self.masked(payload)), 4)
  }

  private func event(_ step: Int64, _ wallTime: Double) -> [UInt8] {
    [0x09] + little(wallTime.bitPattern, 8) + [0x10] + varint(UInt64(bitPattern: step))
  }

  private func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(UInt64(content.count)) + content
  }

  private func varint(_ number: UInt64) -> [UInt8] {
    var rest = number
    var bytes: [UInt8] = []
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func little(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  /// The masked CRC-32C of TFRecord.
  private static func masked(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes { crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
    crc = ~crc
    return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
  }
}
