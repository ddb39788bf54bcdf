/// A record of Thrift's compact protocol: fields in the order of their numbers, and a zero byte.
///
/// Source: Apache Thrift, thrift-compact-protocol.md. Only what Parquet's heads need is here.
struct ThriftRecord {
  private enum Kind: UInt8 { case int32 = 5, int64, text = 8, list, record = 12 }

  private var fields: [UInt8] = []
  private var last = 0

  /// The record with its end.
  var bytes: [UInt8] { fields + [0] }

  /// Begins a record.
  init() {}

  private mutating func begin(_ number: Int, _ kind: Kind) {
    // Parquet's numbers are never more than 15 apart.
    fields.append(UInt8(number - last) << 4 | kind.rawValue)
    last = number
  }

  private static func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number << 1 ^ number >> 63)
  }

  /// Adds a whole number of 32 bits.
  mutating func add(_ number: Int, int32 value: Int) {
    begin(number, .int32)
    fields.append(varint: Self.zigzag(Int64(value)))
  }

  /// Adds a whole number of 64 bits.
  mutating func add(_ number: Int, int64 value: Int) {
    begin(number, .int64)
    fields.append(varint: Self.zigzag(Int64(value)))
  }

  /// Adds a text.
  mutating func add(_ number: Int, text: String) {
    begin(number, .text)
    fields += Self.encoded(text)
  }

  /// Adds a record.
  mutating func add(_ number: Int, _ record: ThriftRecord) {
    begin(number, .record)
    fields += record.bytes
  }

  /// Adds a list of records.
  mutating func add(_ number: Int, records: [ThriftRecord]) {
    add(number, list: records.map(\.bytes), .record)
  }

  /// Adds a list of texts.
  mutating func add(_ number: Int, texts: [String]) {
    add(number, list: texts.map(Self.encoded), .text)
  }

  /// Adds a list of whole numbers of 32 bits.
  mutating func add(_ number: Int, int32s: [Int]) {
    let cells = int32s.map { value in
      var bytes: [UInt8] = []
      bytes.append(varint: Self.zigzag(Int64(value)))
      return bytes
    }
    add(number, list: cells, .int32)
  }

  private mutating func add(_ number: Int, list: [[UInt8]], _ kind: Kind) {
    begin(number, .list)
    if list.count < 15 {
      fields.append(UInt8(list.count) << 4 | kind.rawValue)
    } else {
      fields.append(0xF0 | kind.rawValue)
      fields.append(varint: UInt64(list.count))
    }
    for one in list { fields += one }
  }

  private static func encoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(varint: UInt64(text.utf8.count))
    return bytes + Array(text.utf8)
  }
}
