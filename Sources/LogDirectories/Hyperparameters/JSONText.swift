import TextFormats

/// A value of a JSON text (RFC 8259).
indirect enum JSONValue: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])

  static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.boolean(let x), .boolean(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.text(let x), .text(let y)): x == y
    case (.list(let x), .list(let y)): x == y
    case (.object(let x), .object(let y)): x.elementsEqual(y) { $0 == $1 }
    default: false
    }
  }
}

/// Parses JSON as Python writes it: besides the standard, `NaN` and `Infinity` are numbers.
///
/// Nesting deeper than `depthLimit` fails, so that no text can exhaust the stack.
struct JSONText {
  static let depthLimit = 64
  private let bytes: [UInt8]
  private var place = 0

  /// The value of a text; nil where it is no JSON.
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    var text = JSONText(bytes: bytes)
    // The mark by which editors say that a text is UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.place = 3 }
    guard let value = text.value(depth: 0) else { return nil }
    text.skipSpace()
    return text.place == bytes.count ? value : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard next == byte.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth < Self.depthLimit else { return nil }
    if take("{") { return object(depth: depth) }
    if take("[") { return list(depth: depth) }
    if take("\"") { return string().map(JSONValue.text) }
    let start = place
    while let byte = next, !Self.ends.contains(byte) { place += 1 }
    guard let word = String(validating: bytes[start..<place], as: UTF8.self) else { return nil }
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "NaN": return .number(.nan)
    case "Infinity": return .number(.infinity)
    case "-Infinity": return .number(-.infinity)
    default:
      guard let first = word.utf8.first, isDigit(first) || first == UInt8(ascii: "-") else {
        return nil
      }
      return Double(word).map(JSONValue.number)
    }
  }

  private static let ends: Set<UInt8> = Set(",]} \n\r\t".utf8)

  private mutating func object(depth: Int) -> JSONValue? {
    var entries: [(key: String, value: JSONValue)] = []
    if take("}") { return .object([]) }
    while true {
      guard take("\""), let key = string(), take(":"), let value = value(depth: depth + 1) else {
        return nil
      }
      entries.append((key, value))
      if take("}") { return .object(entries) }
      guard take(",") else { return nil }
    }
  }

  private mutating func list(depth: Int) -> JSONValue? {
    var values: [JSONValue] = []
    if take("]") { return .list([]) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      if take("]") { return .list(values) }
      guard take(",") else { return nil }
    }
  }

  /// The rest of a string whose opening quote has been taken.
  private mutating func string() -> String? {
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text.append(contentsOf: String(scalar).utf8)
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return unicodeEscape()
    default: return Unicode.Scalar(byte)
    }
  }

  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let high = hexadecimal() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    let start = place
    guard take("\\"), take("u"), let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else {
      place = start
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard place + 4 <= bytes.count,
      let digits = String(validating: bytes[place..<(place + 4)], as: UTF8.self)
    else { return nil }
    place += 4
    return UInt32(digits, radix: 16)
  }
}
