extension Program {
  /// The possible completions of the last word of an unfinished command line, as the completion
  /// scripts read them.
  ///
  /// `words` are the words after the program's name; the last one is to be completed and may be
  /// empty. Each line of the answer is a candidate, a tab and a description (possibly empty); a
  /// line `:files` or `:directories` asks the shell for paths as well.
  func completionAnswer(_ words: [String]) -> String {
    completions(of: words).map { $0 + "\n" }.joined()
  }

  private func completions(of words: [String]) -> [String] {
    let prefix = words.last ?? ""
    guard words.count > 1 else { return completedCommands(prefix) }
    if words[0] == "help" {
      return matching(
        prefix, visibleCommands.map { ($0.name, $0.summary) } + topics.map { ($0.name, $0.summary) }
      )
    }
    guard let command = command(named: words[0]) else { return [] }
    return CompletionLine(command, before: words[1..<(words.count - 1)], prefix: prefix).answer
  }

  private func completedCommands(_ prefix: String) -> [String] {
    matching(
      prefix,
      visibleCommands.map { ($0.name, $0.summary) } + [("help", "Show the help of a command")]
        + (prefix.hasPrefix("-")
          ? [("--help", "Show this help"), ("--version", "Show the version")] : []))
  }
}

private func matching(_ prefix: String, _ candidates: [(String, String)]) -> [String] {
  candidates.filter { $0.0.hasPrefix(prefix) }.map { "\($0.0)\t\($0.1)" }
}

/// The line of one command up to the word that is to be completed.
private struct CompletionLine {
  let command: Command
  let prefix: String
  private var positionals: [String] = []
  private var isAfterEnd = false
  /// The option whose value is to be completed.
  private var pending: OptionDeclaration?

  init(_ command: Command, before words: ArraySlice<String>, prefix: String) {
    self.command = command
    self.prefix = prefix
    for word in words {
      if pending != nil {
        pending = nil
      } else if isAfterEnd || !word.hasPrefix("-") || word == "-" {
        positionals.append(word)
      } else if word == "--" {
        isAfterEnd = true
      } else {
        pending = option(awaitingValueAfter: word)
      }
    }
  }

  var answer: [String] {
    if let pending { return candidates(pending.completion, prefix, before: "") }
    if !isAfterEnd, prefix.hasPrefix("--"), let equals = prefix.firstIndex(of: "=") {
      let name = String(prefix[..<equals])
      guard let option = option(awaitingValueAfter: name) else { return [] }
      let value = String(prefix[prefix.index(after: equals)...])
      return candidates(option.completion, value, before: name + "=")
    }
    if !isAfterEnd, prefix.hasPrefix("-") { return optionNames }
    let declarations = command.positionals.map(\.declaration)
    guard
      let next = positionals.count < declarations.count
        ? declarations[positionals.count] : declarations.last,
      positionals.count < declarations.count || next.maximum == nil
    else { return [] }
    return candidates(next.completion, prefix, before: "")
  }

  private var optionNames: [String] {
    matching(
      prefix,
      command.options.filter { !$0.isHidden }.flatMap { option in
        option.written.map { ($0, option.help) }
      } + [("--help", "Show the help of this command")])
  }

  /// The option that is spelled exactly like `word` and takes a value; nil if there is none.
  private func option(awaitingValueAfter word: String) -> OptionDeclaration? {
    command.options.first { option in
      option.placeholder != nil && option.written.contains(word)
    }
  }

  private func candidates(
    _ completion: Completion, _ prefix: String, before: String
  ) -> [String] {
    switch completion {
    case .none: return []
    case .files: return [":files"]
    case .directories: return [":directories"]
    case .words(let words): return words.filter { $0.hasPrefix(prefix) }.map { "\(before)\($0)\t" }
    case .list(let words):
      let done = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
      return words.map { done + $0 }.filter { $0.hasPrefix(prefix) }.map { "\(before)\($0)\t" }
    case .dynamic(let find):
      let found = find(CompletionRequest(prefix: prefix, positionals: positionals))
      return found.filter { $0.hasPrefix(prefix) && !$0.contains { $0 == "\n" || $0 == "\t" } }
        .map { "\(before)\($0)\t" }
    }
  }
}
