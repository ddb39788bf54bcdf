extension Program {
  /// The manual page of the program (roff, section 1), or of one of its commands.
  public func manualPage(for command: Command? = nil) -> String { "" }
}
