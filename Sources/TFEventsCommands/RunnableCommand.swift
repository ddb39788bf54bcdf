import Arguments

/// A command: what its line takes, and what it does.
protocol RunnableCommand: SendableMetatype {
  /// The description from which parser, help, completions and manual come.
  static var command: Command { get }
  /// Does it.
  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome
}
