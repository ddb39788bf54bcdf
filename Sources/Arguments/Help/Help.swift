extension Program {
  /// The help of the program, at most 80 columns wide.
  public var help: String {
    var lines = HelpLayout.wrapped(about, to: HelpLayout.width)
    lines += ["", "Usage: \(name) \(usage)", ""]
    let column = 4 + (visibleCommands.map(\.name.count).max() ?? 0)
    for group in groups {
      let commands = group.commands.filter { !$0.isHidden }
      if commands.isEmpty { continue }
      lines.append(group.title)
      for command in commands {
        lines += HelpLayout.entry(command.name, command.summary, nil, column: max(12, column + 1))
      }
    }
    if !examples.isEmpty { lines += ["", "Try"] + examples.map { "  " + $0 } }
    if !footer.isEmpty { lines += [""] + footer }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The help of one of its commands, at most 80 columns wide.
  public func help(for command: Command) -> String {
    var lines = HelpLayout.wrapped(command.about, to: HelpLayout.width)
    lines += ["", "Usage: \(name) \(command.usage)"]
    let sections = command.sections.map { section in
      (section.title, section.options.map(\.declaration).filter { !$0.isHidden })
    }
    if sections.contains(where: { !$0.1.isEmpty }) { lines.append("") }
    let column = HelpLayout.column(for: sections.flatMap(\.1).map(\.synopsis))
    for (title, options) in sections where !options.isEmpty {
      lines.append(title)
      for option in options {
        lines += HelpLayout.entry(option.synopsis, option.help, option.defaultText, column: column)
      }
    }
    if !command.examples.isEmpty { lines += ["", "Try"] + command.examples.map { "  " + $0 } }
    for note in command.notes { lines += [""] + HelpLayout.wrapped(note, to: HelpLayout.width) }
    return (lines + exitStatuses(of: command)).joined(separator: "\n") + "\n"
  }
}

/// The exit statuses: in one line if there is room, else one line each.
private func exitStatuses(of command: Command) -> [String] {
  let statuses = command.exitStatuses
  if statuses.isEmpty { return [] }
  let line = "Exit status: " + statuses.map { "\($0.code) \($0.meaning)" }.joined(separator: ", ")
  let isClear = !statuses.contains { $0.meaning.contains(",") }
  if isClear, line.count <= HelpLayout.width { return ["", line] }
  let column = 4 + (statuses.map { String($0.code).count }.max() ?? 0)
  return ["", "Exit status"]
    + statuses.flatMap { HelpLayout.entry(String($0.code), $0.meaning, nil, column: column) }
}

extension OptionDeclaration {
  /// The option as the help writes it: `-f, --format F`, `--max, --min`, `--[no-]pair`.
  var synopsis: String {
    if spellings.count == 2, spellings[1].long == "no-" + spellings[0].long {
      return (spellings[0].short.map { "-\($0), " } ?? "") + "--[no-]" + spellings[0].long
    }
    return written.joined(separator: ", ") + (placeholder.map { " " + $0 } ?? "")
  }
}
