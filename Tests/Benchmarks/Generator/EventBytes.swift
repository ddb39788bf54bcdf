import CChecksums

/// Builds records of events, field by field, in one reused array.
struct EventBytes {
  /// The record that was built last.
  private(set) var record: [UInt8] = []
  private var payload: [UInt8] = []

  /// A record of one event with one value, whose bytes after the tag are given.
  mutating func build(wallTime: Double, step: Int64, tag: [UInt8], value: [UInt8]) {
    begin(wallTime: wallTime, step: step)
    let valueSize = 2 + tag.count + value.count
    payload.append(0x2A)
    appendVarint(1 + varintSize(valueSize) + valueSize)
    payload.append(0x0A)
    appendVarint(valueSize)
    payload.append(0x0A)
    payload.append(UInt8(tag.count))
    payload.append(contentsOf: tag)
    payload.append(contentsOf: value)
    frame()
  }

  /// A record of the first event of every file.
  mutating func buildFileVersion(wallTime: Double) {
    begin(wallTime: wallTime, step: 0)
    let text = Array("brain.Event:2".utf8)
    payload.append(0x1A)
    payload.append(UInt8(text.count))
    payload.append(contentsOf: text)
    frame()
  }

  private mutating func begin(wallTime: Double, step: Int64) {
    payload.removeAll(keepingCapacity: true)
    payload.append(0x09)
    append(wallTime.bitPattern)
    if step != 0 {
      payload.append(0x10)
      appendVarint(Int(step))
    }
  }

  private mutating func append(_ word: UInt64) {
    for index in 0..<8 { payload.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * index))) }
  }

  private mutating func appendVarint(_ number: Int) {
    var rest = UInt64(number)
    while rest >= 0x80 {
      payload.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    payload.append(UInt8(rest))
  }

  private func varintSize(_ number: Int) -> Int { number < 0x80 ? 1 : number < 0x4000 ? 2 : 3 }

  private mutating func frame() {
    record.removeAll(keepingCapacity: true)
    let length = UInt64(payload.count)
    for index in 0..<8 { record.append(UInt8(truncatingIfNeeded: length >> UInt64(8 * index))) }
    appendChecksum(of: record)
    record.append(contentsOf: payload)
    appendChecksum(of: payload)
  }

  private mutating func appendChecksum(of bytes: [UInt8]) {
    let crc = unsafe bytes.withUnsafeBytes { unsafe crc32c_extend(0, $0.baseAddress, $0.count) }
    let masked = (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    for index in 0..<4 { record.append(UInt8(truncatingIfNeeded: masked >> UInt32(8 * index))) }
  }
}

/// The parts of a value that follow its tag.
enum ValueBytes {
  /// `simple_value`, as TensorFlow 1, torch and tensorboardX write it.
  static func simple(_ value: Float) -> [UInt8] { [0x15] + bits(value) }

  /// A rank-0 float tensor, as TensorFlow 2 writes it; the first one of a tag has its metadata.
  static func tensor(_ value: Float, withMetadata: Bool) -> [UInt8] {
    let tensor: [UInt8] = [0x42, 10, 0x08, 1, 0x12, 0, 0x22, 4] + bits(value)
    guard withMetadata else { return tensor }
    let plugin: [UInt8] = [0x0A, 7] + Array("scalars".utf8)
    return tensor + [0x4A, UInt8(plugin.count + 4), 0x0A, UInt8(plugin.count)] + plugin + [0x20, 1]
  }

  /// An image with this many bytes of content.
  static func image(_ content: [UInt8]) -> [UInt8] {
    func varint(_ number: Int) -> [UInt8] {
      [
        UInt8(number & 0x7F) | 0x80, UInt8(number >> 7 & 0x7F) | 0x80, UInt8(number >> 14 & 0x7F),
      ]
    }
    let head: [UInt8] = [0x08, 0x80, 2, 0x10, 0x80, 2, 0x18, 3, 0x22] + varint(content.count)
    return [0x22] + varint(head.count + content.count) + head + content
  }

  private static func bits(_ value: Float) -> [UInt8] {
    let bits = value.bitPattern
    return (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
  }
}
