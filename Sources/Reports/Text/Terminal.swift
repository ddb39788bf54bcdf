/// The abilities of a terminal, or of another output for text.
public struct Terminal: Sendable, Hashable {
  /// The columns of a line.
  public var width: Int
  /// Whether colors may be used.
  public var colour: Bool
  /// Whether characters outside ASCII may be used.
  public var unicode: Bool

  /// Creates a description of a terminal.
  public init(width: Int = 80, colour: Bool = false, unicode: Bool = true) {
    self.width = width
    self.colour = colour
    self.unicode = unicode
  }

  /// `text` in a style, if the terminal has colors.
  public func styled(_ text: String, _ style: TextStyle) -> String {
    guard colour, !text.isEmpty, let code = style.code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// A style of text, in the 16 colors of the terminal's theme.
public enum TextStyle: Sendable, Hashable, CaseIterable {
  case plain, green, red, yellow, dim, bold

  /// The parameter of the terminal's SGR sequence; nil for plain text.
  var code: Int? {
    switch self {
    case .plain: nil
    case .green: 32
    case .red: 31
    case .yellow: 33
    case .dim: 2
    case .bold: 1
    }
  }
}
