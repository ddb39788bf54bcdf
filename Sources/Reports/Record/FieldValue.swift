import TextFormats

/// A value of a run's record that conditions, columns and rankings may use.
public enum FieldValue: Sendable, Hashable {
  /// A number; NaN is data.
  case number(Double)
  /// Text.
  case text(String)
  /// Several words, such as a run's flags.
  case words([String])

  /// The number; nil if the value is not one.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The value for data files: exact numbers, words separated by `;`.
  public var exact: String {
    switch self {
    case .text(let text): text
    case .words(let words): words.joined(separator: ";")
    case .number(let number):
      if let whole = Int64(exactly: number) { String(whole) } else { exactDigits(number) }
    }
  }

  private func exactDigits(_ number: Double) -> String {
    var buffer = ByteBuffer()
    buffer.append(number)
    return buffer.text
  }

  /// The value in JSON, if it is of a kind that can be used.
  init?(_ value: JSONValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .number(Double(number))
    case .text(let text): self = .text(text)
    case .boolean(let truth): self = .text(truth ? "true" : "false")
    case .array(let elements): self = .words(elements.compactMap(\.text))
    case .null, .object: return nil
    }
  }

  /// A hyperparameter: a number if its text is one.
  init(hyperparameter text: String) {
    if let number = Double(text) { self = .number(number) } else { self = .text(text) }
  }
}
