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

/// An exit status of the program, and its meaning.
public struct ExitStatus: Sendable, Hashable {
  /// The number.
  public let code: Int32
  /// Its meaning, in a few words.
  public let meaning: String

  /// Creates an exit status.
  public init(_ code: Int32, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// A command of a program, with everything that its command line accepts.
///
/// The declarations of options are created on request: a run of the program needs those of one
/// command.
public struct Command: Sendable {
  /// The word that selects it.
  public let name: String
  /// What it does, for the list of commands; no full stop.
  public let summary: String
  /// What it does, as the first sentence of its help.
  public let about: String
  private let makePositionals: @Sendable () -> [any CommandPositional]
  private let makeSections: @Sendable () -> [OptionSection]
  /// Example lines, the most useful first.
  public let examples: [String]
  /// Paragraphs at the end of the help and in the manual.
  public let notes: [String]
  /// Its exit statuses.
  public let exitStatuses: [ExitStatus]
  /// Whether help, completions and manual omit it.
  public let isHidden: Bool

  /// Creates a command; no two of its options may share a name.
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
  /// All spellings of the option, with their dashes.
  var written: [String] {
    spellings.flatMap { [$0.short.map { "-\($0)" }, "--" + $0.long].compactMap(\.self) }
  }
}
