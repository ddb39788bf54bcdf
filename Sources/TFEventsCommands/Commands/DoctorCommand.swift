import Arguments
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// `tfevents doctor`: what the program finds out about the terminal, the environment and the paths.
enum DoctorCommand: RunnableCommand {
  static let paths = Positional<[String]>.repeated(
    "path", .file, minimum: 0, help: "Where to look for event files")

  static let command = Command(
    "doctor",
    summary: "Say what tfevents sees: terminal, colors, version, paths",
    about: "Say what tfevents sees of the terminal, the environment and the paths given.",
    positionals: [paths],
    sections: [OptionSection("Output", [Shared.colour, Shared.ascii])],
    examples: ["tfevents doctor", "tfevents doctor runs"],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "no event file below a path"), ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let terminal = session.terminal(arguments)
    var lines = [
      "version: \(program.version)",
      "processors: \(processorCount())",
      "output: "
        + (session.output.isTerminal ? "terminal, \(terminal.width) columns" : "no terminal"),
      "errors: " + (session.errors.isTerminal ? "terminal" : "no terminal"),
      "colors: " + (terminal.colour ? "yes" : "no"),
      "characters: " + (terminal.unicode ? "Unicode ✓ ✗ ↘ ▁▃▅▇" : "ASCII"),
    ]
    for name in variables(session) {
      if let value = session.environment(name) {
        lines.append("\(name): \(printable(value, unicode: terminal.unicode))")
      }
    }
    var outcome = Outcome.done
    for path in arguments[paths] {
      let found = LogDirectory.find([path], options: DiscoveryOptions(source: .auto))
      lines += [""] + describe(path, found, terminal)
      if found.runs.isEmpty, outcome != .incomplete {
        outcome = found.unread.isEmpty ? .no : .incomplete
      }
    }
    try session.print(lines.map { printable($0) + "\n" }.joined())
    return outcome
  }

  private static func describe(_ path: String, _ found: Found, _ terminal: Terminal) -> [String] {
    let numbers = ReadableNumbers(unicode: terminal.unicode)
    let files = found.runs.flatMap { $0.members.flatMap(\.files) }
    var lines = [
      "path: \(printable(path, unicode: terminal.unicode))",
      "folders: \(numbers.integer(Int64(found.foldersSeen)))",
      "runs: \(numbers.integer(Int64(found.runs.count)))",
    ]
    for source in LogSource.allCases {
      let own = files.filter { $0.source == source }
      if own.isEmpty, source != .tensorboard { continue }
      let bytes = own.reduce(Int64(0)) { $0 + $1.size }
      lines.append(
        "\(source.plural): \(numbers.integer(Int64(Set(own.map(\.path)).count))), "
          + numbers.bytes(bytes))
    }
    for run in found.runs.prefix(10) {
      let name = printable(run.name, unicode: terminal.unicode)
      lines.append("run: \(name)\(kind(of: run, terminal))")
    }
    if found.runs.count > 10 { lines.append("run: and \(found.runs.count - 10) more") }
    for ignored in (found.unusable + found.ignored).prefix(10) {
      let name = printable(ignored.path.description, unicode: terminal.unicode)
      lines.append("not read: \(name)  (\(ignored.reason.words))")
    }
    for archive in found.archives.prefix(10) {
      let name = printable(archive.description, unicode: terminal.unicode)
      lines.append("not read: \(name)  (an archive; give its path to read it)")
    }
    if found.archives.count > 10 {
      lines.append("not read: and \(found.archives.count - 10) more archives")
    }
    return lines
  }

  /// How the logs of a run were recognized; nothing for event files.
  private static func kind(of run: Run, _ terminal: Terminal) -> String {
    guard let file = run.members.first?.files.first, !file.source.isEventFiles else { return "" }
    let name = printable(file.path.lastComponent.description, unicode: terminal.unicode)
    return "  (\(name) is \(file.source.singular), \(file.source.evidence))"
  }

  /// The environment variables that change the output, and those that replace options.
  private static func variables(_ session: Session) -> [String] {
    let options = Set(
      program.commands.flatMap(\.options).map { $0.environmentName(program: program.name) })
    return [
      "TERM", "COLUMNS", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR",
      "CI",
    ] + options.sorted()
  }
}

extension IgnoredReason {
  /// Why a path is not read, in a few words.
  var words: String {
    switch self {
    case .missing: "no such file or directory"
    case .duplicate(let other): "the same as \(other.description)"
    case .notARegularFile: "neither a file nor a directory"
    case .profilerMarker: "a profiler's marker"
    case .pointer(let store): "a \(store.name) pointer; \(store.command) fetches the log"
    case .copy(let other): "a copy of \(other.description), or of a part of it"
    case .sameTraining(let other): "a second log of the training in \(other.description)"
    case .marker: "an empty marker"
    case .archive(let what): what
    case .unreadable(let why): why
    }
  }
}
