/// Something that stands in the option list of a command.
public protocol CommandOption: Sendable {
  /// The option without the type of its value.
  var declaration: OptionDeclaration { get }
}

/// Everything there is to say about one option: the parser, the help, the completions and the manual read it.
public struct OptionDeclaration: Sendable {
  /// One way to write an option.
  public struct Spelling: Sendable, Hashable {
    /// The long name, without its dashes.
    public var long: String
    /// The letter after a single dash.
    public var short: Character?
    /// What writing it alone means; nil if a value must follow.
    public var implied: String?
  }

  /// The name by which the option is known, and from which its environment variable is named.
  public let name: String
  /// The ways to write it; several where each means another value (`--max`, `--min`).
  public let spellings: [Spelling]
  /// What stands for the value in the help; nil for options that take none.
  public let placeholder: String?
  /// What it does, in a few words, without a full stop.
  public let help: String
  /// What happens without it, shown in brackets; nil where that goes without saying.
  public var defaultText: String?
  /// Whether giving it again adds a value, where otherwise the last one counts.
  public let isRepeatable: Bool
  /// Whether help, completions and manual leave it out.
  public let isHidden: Bool
  /// What a shell may offer for its value.
  public let completion: Completion

  let read: @Sendable ([Occurrence]) throws(UsageError) -> any Sendable

  /// An option's text as it was given, and under which name.
  struct Occurrence: Sendable {
    var text: String
    var name: String
  }

  /// The environment variable that stands in for the option, such as `TFEVENTS_NOT_RUNS`.
  public func environmentName(program: String) -> String {
    String((program + "_" + name).uppercased().map { $0 == "-" ? "_" : $0 })
  }
}
