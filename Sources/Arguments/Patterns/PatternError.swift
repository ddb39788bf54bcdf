/// A pattern that cannot be read, and the position of the mistake.
public struct PatternError: Error, Sendable, Hashable {
  /// The pattern as it was written.
  public var pattern: String
  /// The index of the wrong character, counted from 0.
  public var column: Int
  /// What is wrong there, such as `this group is never closed`.
  public var reason: String
  /// Whether it is a regular expression, not a glob.
  public var isRegularExpression: Bool

  /// The error as a user of an option sees it, with a caret below the mistake.
  func usageError(for name: String) -> UsageError {
    let kind = isRegularExpression ? "regular expression" : "pattern"
    var hints = [pattern, String(repeating: " ", count: column) + "^ " + reason]
    if let body = Pattern.regularExpression(in: pattern)?.text {
      hints.append("To match the text itself, drop the slashes:  \(name) '\(body)'")
    }
    return UsageError("\(name) is not a valid \(kind)", hints: hints)
  }
}
