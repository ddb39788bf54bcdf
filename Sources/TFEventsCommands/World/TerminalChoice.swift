import Arguments
import Reports

extension Session {
  /// What standard output can show, from the options, the environment and the descriptor.
  ///
  /// Colors: `--color`, else `NO_COLOR`, else `CLICOLOR_FORCE` or `FORCE_COLOR`, else a terminal
  /// that is not `dumb`. Characters outside ASCII: unless `--ascii`, `TERM=dumb` or a locale other
  /// than UTF-8.
  func terminal(_ arguments: ParsedArguments) -> Terminal {
    Terminal(
      width: output.columns ?? columnsWanted ?? 80,
      colour: wantsColour(arguments[Shared.colour], on: output),
      unicode: !arguments[Shared.ascii] && !isDumb && localeIsUTF8)
  }

  /// The width in `COLUMNS`, if a terminal can have it.
  private var columnsWanted: Int? {
    environment("COLUMNS").flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
  }

  private var isDumb: Bool { environment("TERM") == "dumb" }

  var localeIsUTF8: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let parts = value.lowercased().split { $0 == "." || $0 == "@" }
      return parts.contains("utf-8") || parts.contains("utf8")
    }
    // Containers and CI often set no locale; their terminals support UTF-8.
    return true
  }

  /// Whether a stream gets colors.
  func wantsColour(_ choice: ColourChoice, on stream: OutputStream) -> Bool {
    func isSet(_ name: String) -> Bool { environment(name).map { !$0.isEmpty } ?? false }
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if isSet("NO_COLOR") { return false }
      for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] where isSet(name) {
        return environment(name) != "0"
      }
      return stream.isTerminal && !isDumb
    }
  }
}
