/// Options that belong together, under one heading of the help.
public struct OptionSection: Sendable {
  /// The heading, such as `Choose runs`.
  public let title: String
  /// The options in the order shown.
  public let options: [any CommandOption]

  /// Creates a section.
  public init(_ title: String, _ options: [any CommandOption]) {
    self.title = title
    self.options = options
  }
}

/// A number that the program ends with, and what it means.
public struct ExitStatus: Sendable, Hashable {
  /// The number.
  public let code: Int32
  /// What it means, in a few words.
  public let meaning: String

  /// Creates an exit status.
  public init(_ code: Int32, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// One of the things a program does, and everything its command line takes.
///
/// What its line takes is made when it is asked for: a run of the program asks one command.
public struct Command: Sendable {
  /// The word that chooses it.
  public let name: String
  /// What it does, for the list of commands; no full stop.
  public let summary: String
  /// What it does, as the first sentence of its help.
  public let about: String
  private let makePositionals: @Sendable () -> [any CommandPositional]
  private let makeSections: @Sendable () -> [OptionSection]
  /// Lines to type, the most useful first.
  public let examples: [String]
  /// Paragraphs that the help ends with and the manual holds.
  public let notes: [String]
  /// What it may end with.
  public let exitStatuses: [ExitStatus]
  /// Whether help, completions and manual leave it out.
  public let isHidden: Bool

  /// Creates a command; its options must differ in all their names.
  public init(
    _ name: String, summary: String, about: String? = nil,
    positionals: @autoclosure @escaping @Sendable () -> [any CommandPositional] = [],
    sections: @autoclosure @escaping @Sendable () -> [OptionSection] = [],
    examples: [String] = [], notes: [String] = [], exitStatuses: [ExitStatus] = [],
    isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.about = about ?? summary + "."
    makePositionals = positionals
    makeSections = sections
    self.examples = examples
    self.notes = notes
    self.exitStatuses = exitStatuses
    self.isHidden = isHidden
  }

  /// Its positional arguments in order; only the last may be repeated.
  public var positionals: [any CommandPositional] { makePositionals() }

  /// Its options.
  public var sections: [OptionSection] { makeSections() }

  /// All options, in the order of the sections.
  public var options: [OptionDeclaration] {
    let options = sections.flatMap { $0.options.map(\.declaration) }
    var seen: Set<String> = ["--help", "-h"]
    for written in options.flatMap(\.written) {
      precondition(seen.insert(written).inserted, "\(name) declares \(written) twice")
    }
    return options
  }

  /// The command in a usage line, after the program's name: `scan [options] <path>...`.
  public var usage: String {
    let optional = options.isEmpty ? [] : ["[options]"]
    return ([name] + optional + positionals.map(\.declaration.usage)).joined(separator: " ")
  }
}

extension OptionDeclaration {
  /// All ways to write the option, with their dashes.
  var written: [String] {
    spellings.flatMap { [$0.short.map { "-\($0)" }, "--" + $0.long].compactMap(\.self) }
  }
}
