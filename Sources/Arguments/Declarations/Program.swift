/// Commands under one heading of the program's help.
public struct CommandGroup: Sendable {
  /// The heading.
  public let title: String
  /// The commands in the order shown.
  public let commands: [Command]

  /// Creates a group.
  public init(_ title: String, _ commands: [Command]) {
    self.title = title
    self.commands = commands
  }
}

/// A page of help for no particular command, read with `program help name`.
///
/// The page is created on request: a run of the program seldom shows it.
public struct HelpTopic: Sendable {
  /// The word that selects it.
  public let name: String
  /// What it is about, in a few words.
  public let summary: String
  private let makeText: @Sendable () -> String

  /// Creates a topic.
  public init(
    _ name: String, summary: String, text: @autoclosure @escaping @Sendable () -> String
  ) {
    self.name = name
    self.summary = summary
    makeText = text
  }

  /// The page.
  public var text: String { makeText() }
}

/// A program with commands: the description from which its parser, help, completions and manual are
/// made.
public struct Program: Sendable {
  /// Its name on the command line.
  public let name: String
  /// What `--version` prints after the name.
  public let version: String
  /// What it does, in one sentence.
  public let about: String
  /// The text after the name in the usage line.
  public let usage: String
  /// Its commands.
  public let groups: [CommandGroup]
  /// Further pages of help.
  public let topics: [HelpTopic]
  /// Lines to type.
  public let examples: [String]
  /// The last lines of the help.
  public let footer: [String]
  /// The command to suggest if a path is typed instead of a command.
  public let proposedCommand: String?

  /// Creates a program; no two commands may share a name.
  public init(
    name: String, version: String, about: String, usage: String = "<command> [options]",
    groups: [CommandGroup], topics: [HelpTopic] = [], examples: [String] = [],
    footer: [String] = [], proposedCommand: String? = nil
  ) {
    self.name = name
    self.version = version
    self.about = about
    self.usage = usage
    self.groups = groups
    self.topics = topics
    self.examples = examples
    self.footer = footer
    self.proposedCommand = proposedCommand
    let names = groups.flatMap(\.commands).map(\.name)
    precondition(Set(names).count == names.count, "two commands share a name: \(names)")
  }

  /// All commands, in the order of the groups.
  public var commands: [Command] { groups.flatMap(\.commands) }

  /// The command of this name.
  public func command(named name: String) -> Command? { commands.first { $0.name == name } }
}
