/// A JSON value in memory.
public enum JSONValue: Sendable, Hashable {
  /// The word null.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// A whole number that fits into an `Int64`.
  case integer(Int64)
  /// Text.
  case text(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in their order in the text; if a name occurs twice, the last one counts.
  case object([Member])

  /// One entry of an object.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Creates an entry.
    public init(name: String, value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// The value under a key of an object; nil if there is none, or if this is not an object.
  ///
  /// Linear in the number of entries.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The number; nil if this is not a number.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// The whole number; nil if this is not one.
  public var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// The text; nil if this is not a text.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The elements; nil if this is not an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The entries; nil if this is not an object.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}
