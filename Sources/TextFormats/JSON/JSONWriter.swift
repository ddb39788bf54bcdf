public import Scalars

/// Writes JSON as it goes: keys in the order given, numbers exact, no blanks.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.field("run", "a")
///       json.field("best", 0.5)
///       json.array("flags") { $0.value("spikes") }
///     }
///     json.newline()
///
/// NaN and infinities are written as null, because strict JSON has no word for them.
public struct JSONWriter: Sendable {
  /// The bytes so far.
  public var buffer = ByteBuffer()
  private var needsComma = false
  private var breaksLines = false

  /// Creates a writer.
  public init() {}

  /// Writes an object as a value.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try nest(UInt8(ascii: "{"), UInt8(ascii: "}"), onePerLine: false, body)
  }

  /// Writes an object under a key.
  public mutating func object(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    self.key(key)
    try object(body)
  }

  /// Writes an array as a value; `onePerLine` starts a line for each element.
  public mutating func array(
    onePerLine: Bool = false, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    try nest(UInt8(ascii: "["), UInt8(ascii: "]"), onePerLine: onePerLine, body)
  }

  /// Writes an array under a key.
  public mutating func array(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    self.key(key)
    try array(body)
  }

  /// Writes a key; a value must follow.
  public mutating func key(_ name: String) {
    beginElement()
    append(escaped: name)
    buffer.append(byte: UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes text as a value; nil is null.
  public mutating func value(_ text: String?) {
    beginElement()
    if let text { append(escaped: text) } else { buffer.append("null") }
  }

  /// Writes a whole number as a value; nil is null.
  public mutating func value(_ number: Int?) { value(number.map(Int64.init)) }

  /// Writes a whole number as a value; nil is null.
  public mutating func value(_ number: Int64?) {
    beginElement()
    if let number { buffer.append(number) } else { buffer.append("null") }
  }

  /// Writes a truth value.
  public mutating func value(_ truth: Bool) {
    beginElement()
    buffer.append(truth ? "true" : "false")
  }

  /// Writes a number as a value, in the fewest digits that read back as the same number in its
  /// type; nil is null.
  public mutating func value(_ number: Double?, as type: NumberType = .float64) {
    beginElement()
    if let number, number.isFinite {
      buffer.append(number, as: type)
    } else {
      buffer.append("null")
    }
  }

  /// Writes a key and text.
  public mutating func field(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  /// Writes a key and a whole number.
  public mutating func field(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  /// Writes a key and a whole number.
  public mutating func field(_ name: String, _ number: Int64?) {
    key(name)
    value(number)
  }

  /// Writes a key and a truth value.
  public mutating func field(_ name: String, _ truth: Bool) {
    key(name)
    value(truth)
  }

  /// Writes a key and a number.
  public mutating func field(_ name: String, _ number: Double?, as type: NumberType = .float64) {
    key(name)
    value(number, as: type)
  }

  /// Ends a line, between the values of JSON Lines.
  public mutating func newline() {
    buffer.append(byte: 10)
    needsComma = false
  }

  private mutating func beginElement() {
    if needsComma { buffer.append(byte: UInt8(ascii: ",")) }
    if breaksLines { buffer.append(byte: 10) }
    needsComma = true
  }

  private mutating func nest(
    _ open: UInt8, _ close: UInt8, onePerLine: Bool, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    beginElement()
    let outer = breaksLines
    buffer.append(byte: open)
    (needsComma, breaksLines) = (false, onePerLine)
    try body(&self)
    if onePerLine, needsComma { buffer.append(byte: 10) }
    buffer.append(byte: close)
    (needsComma, breaksLines) = (true, outer)
  }

  private mutating func append(escaped text: String) {
    buffer.append(byte: 34)
    let start = buffer.count
    buffer.append(text)
    // The copy is searched: bytes of an array are faster to read than those of a string.
    if Self.needsEscape(buffer.bytes.span, from: start) {
      buffer.removeLast(buffer.count - start)
      for byte in text.utf8 { append(escaped: byte) }
    }
    buffer.append(byte: 34)
  }

  private static func needsEscape(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var found = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      found = found || byte < 32 || byte == 34 || byte == 92
    }
    return found
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case 34: buffer.append("\\\"")
    case 92: buffer.append("\\\\")
    case 8: buffer.append("\\b")
    case 9: buffer.append("\\t")
    case 10: buffer.append("\\n")
    case 12: buffer.append("\\f")
    case 13: buffer.append("\\r")
    case 0..<32:
      let digits = String(byte, radix: 16)
      buffer.append("\\u00" + (digits.count == 1 ? "0" : "") + digits)
    default: buffer.append(byte: byte)
    }
  }
}
