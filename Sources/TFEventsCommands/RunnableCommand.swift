import Arguments

/// A command: its arguments, and what it does.
protocol RunnableCommand: SendableMetatype {
  /// The description from which parser, help, completions and manual are made.
  static var command: Command { get }
  /// Does it.
  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome
}
