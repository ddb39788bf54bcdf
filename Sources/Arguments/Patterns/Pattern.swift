import TextFormats

/// A pattern that selects names: a glob, or a regular expression between slashes.
///
/// A glob must match the whole name: `*` any text, also with `/` in it, `?` one character, `[a-z]`
/// and `[!a-z]` one of a set, `\` before a character means that character itself. `/…/` is a
/// regular expression that may match anywhere in the name; `/…/i` ignores case. A name that is
/// written exactly like the pattern always matches, so that `loss[0]` matches itself, too.
public struct Pattern: Sendable {
  /// The pattern as it was written.
  public let text: String
  private let expression: RegularExpression

  /// Reads a pattern.
  ///
  /// - Throws: `PatternError` with the position of the mistake.
  public init(_ text: String) throws(PatternError) {
    self.text = text
    // In names, bytes that are not text are shown as `\xNN`, so a pattern uses the same form.
    let pattern = text.foreignBytesReplaced { "\\" + $0.escaped }
    if let body = Self.regularExpression(in: pattern) {
      expression = try RegularExpression(
        written: pattern, body: body.text, offset: 1, ignoringCase: body.ignoresCase)
    } else {
      expression = try RegularExpression(glob: pattern)
    }
  }

  /// Whether the pattern matches `name`; the time is linear in the length of the name.
  public func matches(_ name: String) -> Bool {
    name.utf8.elementsEqual(text.utf8) || expression.matches(name)
  }

  /// The text between the slashes of `/…/` or `/…/i`; nil for a glob.
  static func regularExpression(in text: String) -> (text: Substring, ignoresCase: Bool)? {
    guard text.hasPrefix("/") else { return nil }
    let body = text.dropFirst()
    if body.hasSuffix("/") { return (body.dropLast(), false) }
    if body.hasSuffix("/i") { return (body.dropLast(2), true) }
    return nil
  }
}
