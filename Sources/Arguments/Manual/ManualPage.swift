extension Program {
  /// The manual page of the program (roff, section 1), or of one of its commands.
  public func manualPage(for command: Command? = nil) -> String {
    var page = ManualPage(
      title: command.map { "\(name)-\($0.name)" } ?? name, version: "\(name) \(version)")
    if let command { write(command, to: &page) } else { write(to: &page) }
    return page.text
  }

  private func write(to page: inout ManualPage) {
    page.name(about)
    page.section("Synopsis")
    page.line(bold: name, " " + usage)
    page.section("Description")
    page.paragraph(about)
    page.section("Commands")
    for group in groups {
      let commands = group.commands.filter { !$0.isHidden }
      if commands.isEmpty { continue }
      page.subsection(group.title)
      for command in commands {
        page.entry(bold: command.name, rest: "", texts: [command.summary + "."])
      }
    }
    page.examples(examples)
    for topic in topics {
      page.section(topic.name)
      page.verbatim(topic.text)
    }
    page.section("See also")
    page.paragraph(
      visibleCommands.map { "\(name)-\($0.name)(1)" }.joined(separator: ", "))
  }

  private func write(_ command: Command, to page: inout ManualPage) {
    page.name(command.summary)
    page.section("Synopsis")
    page.line(bold: name, " " + command.usage)
    page.section("Description")
    page.paragraph(command.about)
    for note in command.notes { page.paragraph(note) }
    for positional in command.positionals.map(\.declaration) {
      page.entry(bold: positional.usage, rest: "", texts: [positional.help + "."])
    }
    page.section("Options")
    for section in command.sections {
      let options = section.options.map(\.declaration).filter { !$0.isHidden }
      if options.isEmpty { continue }
      page.subsection(section.title)
      for option in options { page.option(option, program: name) }
    }
    page.exitStatuses(command.exitStatuses)
    page.examples(command.examples)
    page.section("See also")
    page.paragraph("\(name)(1)")
  }
}

/// A manual page in the making, in the `man` macros of roff.
struct ManualPage {
  private(set) var text: String
  private let title: String

  init(title: String, version: String) {
    self.title = title
    text = ".TH \(Self.quoted(title.uppercased())) 1 \"\" \(Self.quoted(version))\n"
  }

  /// The section that `apropos` reads.
  mutating func name(_ summary: String) {
    section("Name")
    let first = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    text += "\(Self.escaped(title)) \\- \(Self.escaped(first))\n"
  }

  mutating func section(_ title: String) { text += ".SH \(Self.quoted(title.uppercased()))\n" }

  mutating func subsection(_ title: String) { text += ".SS \(Self.quoted(title))\n" }

  mutating func paragraph(_ content: String) { text += ".PP\n\(Self.escaped(content))\n" }

  mutating func line(bold: String, _ rest: String) {
    text += "\\fB\(Self.escaped(bold))\\fR\(Self.escaped(rest))\n"
  }

  /// A term and its meaning.
  mutating func entry(bold: String, rest: String, texts: [String]) {
    text += ".TP\n\\fB\(Self.escaped(bold))\\fR\(rest)\n"
    text += texts.map(Self.escaped).joined(separator: "\n.br\n") + "\n"
  }

  mutating func option(_ option: OptionDeclaration, program: String) {
    let value = option.placeholder.map { " \\fI\(Self.escaped($0))\\fR" } ?? ""
    let names = option.written.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
    var texts = [option.help + "."]
    if option.isRepeatable { texts.append("May be given several times.") }
    if let shown = option.defaultText { texts.append("Default: \(shown).") }
    texts.append("Environment: \(option.environmentName(program: program)).")
    text += ".TP\n\(names)\(value)\n"
    text += texts.map(Self.escaped).joined(separator: "\n.br\n") + "\n"
  }

  mutating func exitStatuses(_ statuses: [ExitStatus]) {
    if statuses.isEmpty { return }
    section("Exit status")
    for status in statuses {
      entry(bold: String(status.code), rest: "", texts: [status.meaning + "."])
    }
  }

  mutating func examples(_ lines: [String]) {
    if lines.isEmpty { return }
    section("Examples")
    verbatim(lines.joined(separator: "\n"))
  }

  /// Text whose lines are kept as they are.
  mutating func verbatim(_ content: String) {
    text += ".PP\n.nf\n\(Self.escaped(content))\n.fi\n"
  }

  /// Text without roff instructions: escapes backslashes, dashes, and dots and quotes at the
  /// beginning of a line.
  private static func escaped(_ content: String) -> String {
    var result = ""
    var isAtLineStart = true
    for character in content {
      if isAtLineStart, character == "." || character == "'" { result += "\\&" }
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
      isAtLineStart = character == "\n"
    }
    return result
  }

  /// An argument of a macro.
  private static func quoted(_ content: String) -> String {
    "\""
      + escaped(content).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
