/// What a shell may suggest as a value.
public enum Completion: Sendable {
  /// Nothing is known about the values.
  case none
  /// Any path; the shell lists them itself.
  case files
  /// A directory; the shell lists them itself.
  case directories
  /// One of these words.
  case words([String])
  /// Words separated by commas, each one of these.
  case list([String])
  /// Words that are computed on request, such as the names in a file that the line already names.
  case dynamic(@Sendable (CompletionRequest) -> [String])
}

/// The part of a command line that exists when completion is requested.
public struct CompletionRequest: Sendable, Hashable {
  /// What has been typed of the word to complete.
  public var prefix: String
  /// The positional arguments given so far, in order.
  public var positionals: [String]

  /// Creates a request.
  public init(prefix: String, positionals: [String]) {
    self.prefix = prefix
    self.positionals = positionals
  }
}
