/// A pattern that names are chosen by: a glob, or a regular expression between slashes.
///
/// A glob stands for the whole name: `*` any text, also with `/` in it, `?` one character, `[a-z]` and
/// `[!a-z]` one of a set, `\` before a character that character itself. `/…/` is a regular expression
/// that may match anywhere in the name; `/…/i` does not tell upper from lower case.
public struct Pattern: Sendable {
  /// The pattern as it was written.
  public let text: String
  let expression: RegularExpression

  /// Reads a pattern.
  public init(_ text: String) throws(PatternError) {
    self.text = text
    expression = try RegularExpression(text)
  }

  /// Whether the pattern chooses `name`; time is linear in the length of the name.
  public func matches(_ name: String) -> Bool { expression.matches(name) }
}
