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

  /// Creates text in one style; control characters in it are made visible, whatever their source.
  public init(_ text: String, _ style: TextStyle = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: printable(text), style: style)]
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

  /// The text in at most `width` columns, with the longest piece shortened in its middle.
  public func shortened(to width: Int, unicode: Bool = true) -> StyledText {
    let excess = self.width - width
    let widths = pieces.map { displayWidth($0.text) }
    guard excess > 0, let longest = widths.indices.max(by: { widths[$0] < widths[$1] }) else {
      return self
    }
    var result = self
    result.pieces[longest].text = Reports.shortened(
      pieces[longest].text, to: max(1, widths[longest] - excess), unicode: unicode)
    return result
  }

  /// One text after another.
  public static func + (first: StyledText, second: StyledText) -> StyledText {
    var both = first
    both.pieces += second.pieces
    return both
  }
}
