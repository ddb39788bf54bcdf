/// Why text is not JSON, and at which byte.
public struct JSONError: Error, Sendable, Hashable {
  /// The offset of the wrong byte, counted from 0.
  public var offset: Int
  /// What is wrong there, such as `a value is missing`.
  public var reason: String
}

/// Reads one JSON value (RFC 8259) from bytes.
///
/// Strict except for two things: `NaN`, `Infinity` and `-Infinity` are numbers, as Python writes
/// them, and a byte order mark is allowed at the beginning. Bytes that are not UTF-8 become U+FFFD.
/// Linear in the bytes; values may be nested a hundred deep.
public struct JSONReader {
  private static let depthLimit = 100

  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var depth = 0

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The value in the bytes; only blanks may surround it.
  public static func read(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index += 3 }
    let value = try reader.value()
    reader.skipBlanks()
    if reader.index != bytes.endIndex { throw reader.error("more text follows the JSON value") }
    return value
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(offset: index - bytes.startIndex, reason: reason)
  }

  private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    if next != byte { return false }
    index += 1
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
    case nil: throw error("a value is missing")
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    if !bytes[index...].starts(with: word.utf8) { throw error("no JSON value starts here") }
    index += word.utf8.count
    return value
  }

  private mutating func descend() throws(JSONError) {
    index += 1
    depth += 1
    if depth > Self.depthLimit { throw error("nested too deeply") }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try descend()
    var members: [JSONValue.Member] = []
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipBlanks()
        if next != UInt8(ascii: "\"") { throw error("a key in quotation marks is missing") }
        let name = try text()
        if !take(UInt8(ascii: ":")) { throw error("a colon is missing") }
        members.append(JSONValue.Member(name: name, value: try value()))
      } while take(UInt8(ascii: ","))
      if !take(UInt8(ascii: "}")) { throw error("the object is never closed") }
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try descend()
    var elements: [JSONValue] = []
    if !take(UInt8(ascii: "]")) {
      repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
      if !take(UInt8(ascii: "]")) { throw error("the array is never closed") }
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    var isWhole = true
    while let byte = next {
      switch byte {
      case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      case UInt8(ascii: "I") where bytes[start] == UInt8(ascii: "-") && index == start + 1:
        return try word("Infinity", .number(-.infinity))
      default:
        return try finish(start, isWhole)
      }
      index += 1
    }
    return try finish(start, isWhole)
  }

  private mutating func finish(_ start: Int, _ isWhole: Bool) throws(JSONError) -> JSONValue {
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let isSigned = text.utf8.first == UInt8(ascii: "+")
    if isWhole, !isSigned, let whole = Int64(text) { return .integer(whole) }
    guard !isSigned, let number = Double(text) else {
      index = start
      throw error("no JSON value starts here")
    }
    return .number(number)
  }

  private mutating func text() throws(JSONError) -> String {
    index += 1
    let start = index
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 {
      index += 1
    }
    if next == UInt8(ascii: "\"") {
      index += 1
      return String(decoding: bytes[start..<index - 1], as: UTF8.self)
    }
    var escaped = JSONTextDecoder(bytes, from: start)
    let text = try escaped.rest()
    index = escaped.index
    return text
  }
}
