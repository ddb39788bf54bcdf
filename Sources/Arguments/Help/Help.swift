extension Program {
  /// The help of the program, at most 80 columns wide.
  public var help: String { "" }

  /// The help of one of its commands, at most 80 columns wide.
  public func help(for command: Command) -> String { "" }
}
