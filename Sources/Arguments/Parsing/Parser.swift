import TextFormats

extension Program {
  /// Reads a command line, without the program's own name.
  ///
  /// Every program understands: `-h`, `--help`, `--version`, `help [command or topic]`, and
  /// `__complete`, which the completion scripts call.
  ///
  /// - Parameters:
  ///   - arguments: The words after the program's name.
  ///   - environment: Returns the value of an environment variable; an empty one counts as not set.
  ///
  /// - Returns: What the line asks for.
  ///
  /// - Throws: `UsageError` with a hint if the line is not understood.
  public func parse(
    _ arguments: [String], environment: (String) -> String?
  ) throws(UsageError) -> Invocation {
    guard let first = arguments.first else { return .show(help) }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "-h", "--help": return .show(help)
    case "--version": return .show("\(name) \(version)\n")
    case "help": return .show(try page(of: rest))
    case "__complete": return .show(completionAnswer(rest))
    default: break
    }
    guard let command = command(named: first) else { throw unknownCommand(first) }
    var parser = Parser(program: name, command: command)
    try parser.read(rest)
    if parser.asksForHelp { return .show(help(for: command)) }
    if parser.asksForVersion { return .show("\(name) \(version)\n") }
    return .command(command, try parser.values(environment))
  }

  private func page(of words: [String]) throws(UsageError) -> String {
    guard let word = words.first else { return help }
    if let command = command(named: word) { return help(for: command) }
    if let topic = topics.first(where: { $0.name == word }) {
      let text = topic.text
      return text.last == "\n" ? text : text + "\n"
    }
    let pages = visibleCommands.map(\.name) + topics.map(\.name)
    let close = closest(to: word, among: pages).first
    throw UsageError(
      "no help on \"\(word)\"",
      hints: (close.map { ["did you mean  \(name) help \($0) ?"] } ?? [])
        + (topics.isEmpty ? [] : ["topics   \(topics.map(\.name).joined(separator: ", "))"]))
  }

  private func unknownCommand(_ word: String) -> UsageError {
    if word.hasPrefix("-"), word != "-" {
      if let close = closest(to: word, among: ["--help", "--version"]).first {
        return UsageError("unknown option \(word)", hints: ["did you mean  \(name) \(close) ?"])
      }
      return UsageError(
        "unknown option \(word) before the command",
        hints: ["usage  \(name) \(usage)", "help   \(name) --help"])
    }
    let names = visibleCommands.map(\.name)
    if let close = closest(to: word, among: names).first {
      return UsageError("unknown command \"\(word)\"", hints: ["did you mean  \(name) \(close) ?"])
    }
    if let proposedCommand, word.contains(where: { $0 == "/" || $0 == "." }) {
      return UsageError(
        "no command before \(word)",
        hints: ["did you mean  \(name) \(proposedCommand) \(quotedForShell(word)) ?"])
    }
    let lines = HelpLayout.wrapped(names.joined(separator: ", "), to: HelpLayout.width - 12)
    return UsageError(
      "unknown command \"\(word)\"",
      hints: lines.enumerated().map { ($0 == 0 ? "commands  " : "          ") + $1 })
  }

  var visibleCommands: [Command] { commands.filter { !$0.isHidden } }
}

/// The words of one command line, sorted into options and positional arguments.
struct Parser {
  let program: String
  let command: Command
  /// The command's options; a command creates them anew each time they are asked for.
  let options: [OptionDeclaration]
  private(set) var occurrences: [String: [OptionDeclaration.Occurrence]] = [:]
  private(set) var positionals: [String] = []
  private(set) var asksForHelp = false
  private(set) var asksForVersion = false

  init(program: String, command: Command) {
    self.program = program
    self.command = command
    options = command.options
  }

  /// Reads all words after the command; stops at the first one that asks for help.
  mutating func read(_ words: [String]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst(), !asksForHelp {
      if word == "--" {
        positionals += rest
        return
      } else if word.hasPrefix("--") {
        try readLong(word, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word, &rest)
      } else {
        positionals.append(word)
      }
    }
  }

  private mutating func readLong(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    guard let (option, spelling) = find({ "--" + $0.long == written }) else {
      if written == "--help" {
        asksForHelp = true
      } else if written == "--version" {
        asksForVersion = true
      } else {
        throw unknownOption(written)
      }
      return
    }
    let attached = parts.count == 2 ? String(parts[1]) : nil
    try take(option, spelling, as: written, attached, &rest)
  }

  /// Reads `-v`, `-vj4`, `-ovalue`, `-o=value`, `-o value`.
  private mutating func readShort(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let written = "-\(letter)"
      guard let (option, spelling) = find({ $0.short == letter }) else {
        guard letter == "h" else { throw unknownOption(letters.isEmpty ? word : written) }
        asksForHelp = true
        return
      }
      if spelling.implied != nil {
        try take(option, spelling, as: written, nil, &rest)
        continue
      }
      let attached = letters.first == "=" ? letters.dropFirst() : letters
      let value = letters.isEmpty ? nil : String(attached)
      return try take(option, spelling, as: written, value, &rest)
    }
  }

  private mutating func take(
    _ option: OptionDeclaration, _ spelling: OptionDeclaration.Spelling, as written: String,
    _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    var text = attached
    if let implied = spelling.implied {
      if attached != nil { throw UsageError("\(written) takes no value") }
      text = implied
    } else if text == nil, let next = rest.first, !isOption(next) {
      text = rest.popFirst()
    }
    guard let text else {
      let placeholder = option.placeholder ?? "a value"
      throw UsageError("\(written) needs \(placeholder)", hints: [helpHint])
    }
    occurrences[option.name, default: []].append(.init(text: text, name: written))
  }

  /// Whether a word is one of the command's options, so that it cannot be the value of another.
  private func isOption(_ word: String) -> Bool {
    if word == "--" || word == "--help" { return true }
    guard word.hasPrefix("-"), word != "-" else { return false }
    let written = word.prefix { $0 != "=" }
    return options.contains { $0.written.contains(String(written)) }
  }

  private func find(
    _ matches: (OptionDeclaration.Spelling) -> Bool
  ) -> (OptionDeclaration, OptionDeclaration.Spelling)? {
    for option in options {
      if let spelling = option.spellings.first(where: matches) { return (option, spelling) }
    }
    return nil
  }

  private func unknownOption(_ word: String) -> UsageError {
    let known = options.filter { !$0.isHidden }.flatMap(\.spellings).map { "--" + $0.long }
    let close = word.hasPrefix("--") ? closest(to: word, among: known + ["--help"]).first : nil
    return UsageError(
      "unknown option \(word)", hints: [close.map { "did you mean  \($0) ?" } ?? helpHint])
  }

  private var helpHint: String { "see  \(program) \(command.name) --help" }
}
