/// Text in pieces, each with its style; its width is known whatever the styles.
public struct StyledText: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// A stretch of text in one style.
  public struct Piece: Sendable, Hashable {
    /// The text.
    public var text: String
    /// Its style.
    public var style: TextStyle
  }

  /// The pieces in order.
  public var pieces: [Piece]

  /// Creates text in one style.
  public init(_ text: String, _ style: TextStyle = .plain) {
    pieces = [Piece(text: text, style: style)]
  }

  /// Creates plain text.
  public init(stringLiteral text: String) { self.init(text) }

  /// The text of all pieces, without styles.
  public var plain: String { pieces.map(\.text).joined() }

  /// The columns it takes.
  public var width: Int { displayWidth(plain) }

  /// The text as a terminal shows it.
  public func rendered(for terminal: Terminal) -> String {
    pieces.map { terminal.styled($0.text, $0.style) }.joined()
  }

  /// One text after another.
  public static func + (first: StyledText, second: StyledText) -> StyledText {
    var both = first
    both.pieces += second.pieces
    return both
  }
}
