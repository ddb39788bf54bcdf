/// A command line that is not understood, with a hint on what to type instead.
public struct UsageError: Error, Sendable, Hashable {
  /// The exit status of a program that ends with this error.
  public static let exitStatus: Int32 = 2

  /// What is wrong, without a full stop, such as `unknown option --metrc`.
  public var message: String
  /// Lines that help: a suggestion, an excerpt with a caret, where to read on.
  public var hints: [String]

  /// Creates an error from its message and the lines shown below it.
  public init(_ message: String, hints: [String] = []) {
    self.message = message
    self.hints = hints
  }

  /// The error as it is printed: `error: message`, then each hint indented by two; ends with a line
  /// feed.
  public var text: String {
    var lines = ["error: \(message)"]
    lines += hints.map { $0.isEmpty ? "" : "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
