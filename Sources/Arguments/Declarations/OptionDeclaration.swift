/// An element of a command's list of options.
public protocol CommandOption: Sendable {
  /// The type-erased option, for lists of options.
  var declaration: OptionDeclaration { get }
}

/// Everything about one option: the parser, the help, the completions and the manual read it.
public struct OptionDeclaration: Sendable {
  /// One spelling of an option.
  public struct Spelling: Sendable, Hashable {
    /// The long name, without its dashes.
    public var long: String
    /// The letter after a single dash.
    public var short: Character?
    /// The value that the bare option means; nil if a value must follow.
    public var implied: String?
  }

  /// The name that identifies the option, and from which its environment variable is named.
  public let name: String
  /// The spellings; several if each means another value (`--max`, `--min`).
  public let spellings: [Spelling]
  /// The placeholder of the value in the help; nil for options without a value.
  public let placeholder: String?
  /// What it does, in a few words, without a full stop.
  public let help: String
  /// The default, shown in brackets; nil if that is obvious.
  public var defaultText: String?
  /// Whether giving it again adds a value; otherwise the last one counts.
  public let isRepeatable: Bool
  /// Whether help, completions and manual omit it.
  public let isHidden: Bool
  /// What a shell may suggest as its value.
  public let completion: Completion

  let read: @Sendable ([Occurrence]) throws(UsageError) -> any Sendable

  /// The text that was given for an option, and under which name.
  struct Occurrence: Sendable {
    var text: String
    var name: String
  }

  /// The environment variable that replaces the option, such as `TFEVENTS_NOT_RUNS`.
  public func environmentName(program: String) -> String {
    let letters = "\(program)_\(name)".utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "_")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
      default: byte
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
