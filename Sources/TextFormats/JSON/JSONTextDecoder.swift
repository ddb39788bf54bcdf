/// Reads JSON text with escapes, beginning after its first quotation mark.
struct JSONTextDecoder {
  private let bytes: ArraySlice<UInt8>
  /// The byte to read next; at the end, the byte after the closing quotation mark.
  private(set) var index: Int
  private var decoded: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>, from index: Int) {
    self.bytes = bytes
    self.index = index
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(offset: index - bytes.startIndex, reason: reason)
  }

  /// The text up to the closing quotation mark.
  mutating func rest() throws(JSONError) -> String {
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte < 32 { throw error("a control character must be escaped") }
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape()
      default: decoded.append(byte)
      }
    }
    throw error("the text is never closed")
  }

  private mutating func escape() throws(JSONError) {
    guard index < bytes.endIndex else { throw error("the text is never closed") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(8)
    case UInt8(ascii: "t"): decoded.append(9)
    case UInt8(ascii: "n"): decoded.append(10)
    case UInt8(ascii: "f"): decoded.append(12)
    case UInt8(ascii: "r"): decoded.append(13)
    case UInt8(ascii: "u"): decoded.append(contentsOf: String(try scalar()).utf8)
    default: throw error("this is not an escape")
    }
  }

  /// The scalar of one `\u` escape, or of two that are a surrogate pair; U+FFFD for half a pair.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let first = try digits()
    guard (0xD800..<0xDC00).contains(first), bytes[index...].starts(with: [92, 117]) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    let before = index
    index += 2
    let second = try digits()
    guard (0xDC00..<0xE000).contains(second) else {
      index = before
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func digits() throws(JSONError) -> UInt32 {
    let four = bytes[index...].prefix(4)
    let text = String(decoding: four, as: UTF8.self)
    guard four.count == 4, text.utf8.allSatisfy(isHexDigit), let number = UInt32(text, radix: 16)
    else { throw error("four hexadecimal digits are missing") }
    index += 4
    return number
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
}
