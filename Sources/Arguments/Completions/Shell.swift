/// A shell that completions can be written for.
public enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}

extension Program {
  /// The script that makes `shell` complete this program's command lines.
  public func completionScript(for shell: Shell) -> String { "" }
}
