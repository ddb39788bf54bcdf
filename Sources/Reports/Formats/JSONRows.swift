import Scalars
import TextFormats

/// Rows as JSON objects, one per line.
///
/// A number that is not finite is null, and the key `<name>_text` after it says which it is.
struct JSONRows: RowWriter {
  var buffer = ByteBuffer()
  /// Each column's key with the comma before it and the colon after it.
  private var keys: [[UInt8]] = []
  private var textKeys: [[UInt8]] = []
  private var column = 0

  mutating func header(_ titles: [String], numbers: [Bool]) {
    keys = titles.enumerated().map { place, title in Self.key(title, isFirst: place == 0) }
    textKeys = titles.map { Self.key($0 + "_text", isFirst: false) }
  }

  private static func key(_ name: String, isFirst: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.value(name)
    return Array((isFirst ? "{" : ",").utf8) + json.buffer.bytes + Array(":".utf8)
  }

  func encode(_ text: String, column: Int) -> [UInt8] {
    var json = JSONWriter()
    json.value(text)
    return json.buffer.bytes
  }

  func separators(columns: Int) -> [[UInt8]]? { keys + [Array("}\n".utf8)] }

  private mutating func begin() {
    buffer.append(keys[column])
    column += 1
  }

  mutating func field(encoded: [UInt8]) {
    begin()
    buffer.append(encoded)
  }

  mutating func field(_ number: Int64) {
    begin()
    buffer.append(number)
  }

  mutating func field(_ number: Double, as type: NumberType) {
    begin()
    if number.isFinite {
      buffer.append(number, as: type)
      return
    }
    buffer.append("null")
    buffer.append(textKeys[column - 1])
    buffer.append("\"\(RecordShape.word(for: number))\"")
  }

  mutating func missing() {
    begin()
    buffer.append("null")
  }

  mutating func endRow() {
    buffer.append("}\n")
    column = 0
  }

  mutating func end() {}
}
