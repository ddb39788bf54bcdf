/// A pattern that cannot be read, and where.
public struct PatternError: Error, Sendable, Hashable {
  /// The pattern as it was written.
  public var pattern: String
  /// The character at which it goes wrong, counted from 0.
  public var column: Int
  /// What is wrong there, such as `this group is never closed`.
  public var reason: String
  /// Whether it is a regular expression, not a glob.
  public var isRegularExpression: Bool
}
