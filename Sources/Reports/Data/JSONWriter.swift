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
/// NaN and infinities are written as null, for strict JSON has no word for them.
public struct JSONWriter: Sendable {
  /// What has been written.
  public var buffer = ByteBuffer()
  var needsComma = false

  /// Creates a writer.
  public init() {}

  /// Writes an object as a value.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try body(&self)
  }

  /// Writes an object under a key.
  public mutating func object(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows { try body(&self) }

  /// Writes an array as a value; `onePerLine` starts a line for each element.
  public mutating func array(
    onePerLine: Bool = false, _ body: (inout JSONWriter) throws -> Void
  ) rethrows { try body(&self) }

  /// Writes an array under a key.
  public mutating func array(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows { try body(&self) }

  /// Writes a key; a value must follow.
  public mutating func key(_ name: String) {}

  /// Writes text as a value; nil is null.
  public mutating func value(_ text: String?) {}
  /// Writes a whole number as a value; nil is null.
  public mutating func value(_ number: Int?) {}
  /// Writes a whole number as a value; nil is null.
  public mutating func value(_ number: Int64?) {}
  /// Writes a truth value.
  public mutating func value(_ truth: Bool) {}
  /// Writes a number as a value, in the fewest digits that read back in its type; nil is null.
  public mutating func value(_ number: Double?, as type: NumberType = .float64) {}

  /// Writes a key and text.
  public mutating func field(_ name: String, _ text: String?) {}
  /// Writes a key and a whole number.
  public mutating func field(_ name: String, _ number: Int?) {}
  /// Writes a key and a whole number.
  public mutating func field(_ name: String, _ number: Int64?) {}
  /// Writes a key and a truth value.
  public mutating func field(_ name: String, _ truth: Bool) {}
  /// Writes a key and a number.
  public mutating func field(_ name: String, _ number: Double?, as type: NumberType = .float64) {}

  /// Ends a line, between the values of JSON Lines.
  public mutating func newline() { needsComma = false }
}
