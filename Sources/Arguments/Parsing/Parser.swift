extension Program {
  /// Reads a command line, without the program's own name.
  ///
  /// - Parameters:
  ///   - arguments: The words after the program's name.
  ///   - environment: The value of an environment variable; an empty one counts as not set.
  /// - Returns: What the line asks for.
  /// - Throws: `UsageError` with a hint where the line is not understood.
  public func parse(
    _ arguments: [String], environment: (String) -> String?
  ) throws(UsageError) -> Invocation {
    .show("")
  }
}
