/// A regular expression that is matched in time linear in the text.
///
/// Knows literals, `.`, classes, `\d \w \s \b` and their opposites, `^ $`, groups, alternation,
/// `* + ? {m,n}` and their lazy forms; no look-around and no references back, which linear time forbids.
public struct RegularExpression: Sendable {
  /// Compiles an expression, written without slashes around it.
  public init(_ expression: String, ignoringCase: Bool = false) throws(PatternError) {
  }

  /// Whether the expression matches somewhere in `text`.
  public func matches(_ text: String) -> Bool { true }

  /// Where the expression matches in `text`, leftmost first and not overlapping.
  public func ranges(in text: String) -> [Range<String.Index>] { [] }

  /// `text` without what the expression matches.
  public func removingMatches(from text: String) -> String { text }
}
