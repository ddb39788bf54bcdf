/// An option of a command, and the key to its value among the parsed arguments.
///
/// Declare each as a constant, list it in a section of a `Command`, and read the value with
/// `parsed[option]`, which has the declared type.
public struct Option<Value: Sendable>: CommandOption {
  /// The type-erased option, for lists of options.
  public let declaration: OptionDeclaration

  init(_ declaration: OptionDeclaration) { self.declaration = declaration }

  /// The same option with another default in the help, for a command with a default of its own.
  public func showing(default text: String) -> Option {
    var declaration = declaration
    declaration.defaultText = text
    return Option(declaration)
  }
}

extension Option where Value == Bool {
  /// An option without a value: true if it is given.
  public static func flag(
    _ name: String, short: Character? = nil, hidden: Bool = false, help: String
  ) -> Option {
    Option(
      OptionDeclaration(
        name: name, spellings: [.init(long: name, short: short, implied: "true")],
        placeholder: nil, help: help, defaultText: nil, isRepeatable: false, isHidden: hidden,
        completion: .none, read: last(of: truth, else: false)))
  }

  /// An option that `--name` turns on and `--no-name` turns off.
  public static func toggle(
    _ name: String, short: Character? = nil, default initial: Bool,
    shows defaultText: String? = nil,
    help: String
  ) -> Option {
    Option(
      OptionDeclaration(
        name: name,
        spellings: [
          .init(long: name, short: short, implied: "true"),
          .init(long: "no-" + name, short: nil, implied: "false"),
        ],
        placeholder: nil, help: help, defaultText: defaultText ?? (initial ? "on" : "off"),
        isRepeatable: false, isHidden: false, completion: .none,
        read: last(of: truth, else: initial)))
  }

  private static var truth: ValueType<Bool> {
    ValueType { (text, name) throws(UsageError) in
      switch text.lowercased() {
      case "true", "1", "yes", "on": return true
      case "false", "0", "no", "off": return false
      default: throw UsageError("\(name) takes yes or no, not \"\(text)\"")
      }
    }
  }
}

extension Option {
  /// An option with a value; the last one given counts, and `initial` if there is none.
  ///
  /// `shows` is the text in brackets in the help; no text if it is nil.
  public static func value(
    _ name: String, short: Character? = nil, _ placeholder: String, _ type: ValueType<Value>,
    default initial: Value, shows defaultText: String?, hidden: Bool = false, help: String
  ) -> Option {
    Option(
      OptionDeclaration(
        name: name, spellings: [.init(long: name, short: short, implied: nil)],
        placeholder: placeholder, help: help, defaultText: defaultText, isRepeatable: false,
        isHidden: hidden, completion: type.completion, read: last(of: type, else: initial)))
  }

  /// An optional option with a value: nil if it is not given.
  public static func optional<Element>(
    _ name: String, short: Character? = nil, _ placeholder: String, _ type: ValueType<Element>,
    shows defaultText: String? = nil, hidden: Bool = false, help: String
  ) -> Option where Value == Element? {
    Option(
      OptionDeclaration(
        name: name, spellings: [.init(long: name, short: short, implied: nil)],
        placeholder: placeholder, help: help, defaultText: defaultText, isRepeatable: false,
        isHidden: hidden, completion: type.completion, read: last(of: type.optional, else: nil)))
  }

  /// An option that may be given several times: all values in order.
  public static func repeated<Element>(
    _ name: String, short: Character? = nil, _ placeholder: String, _ type: ValueType<Element>,
    shows defaultText: String? = nil, hidden: Bool = false, help: String
  ) -> Option where Value == [Element] {
    Option(
      OptionDeclaration(
        name: name, spellings: [.init(long: name, short: short, implied: nil)],
        placeholder: placeholder, help: help, defaultText: defaultText, isRepeatable: true,
        isHidden: hidden, completion: type.completion, read: all(of: type)))
  }

  /// Mutually exclusive flags, such as `--max` and `--min`: the last one given counts; nil if none
  /// is given.
  ///
  /// The environment variable is named after `name`; its value is one of the flags' names.
  public static func oneOf<Element>(
    _ name: String, _ flags: KeyValuePairs<String, Element>, shows defaultText: String? = nil,
    help: String
  ) -> Option where Value == Element? {
    let names = flags.map(\.key)
    let values = flags.map(\.value)
    let type = ValueType<Element>(choices: names) { (text, name) throws(UsageError) in
      guard let index = names.firstIndex(of: text) else {
        throw .noSuchChoice(text, name: name, among: names)
      }
      return values[index]
    }
    return Option(
      OptionDeclaration(
        name: name, spellings: names.map { .init(long: $0, short: nil, implied: $0) },
        placeholder: nil, help: help, defaultText: defaultText, isRepeatable: false,
        isHidden: false, completion: .none, read: last(of: type.optional, else: nil)))
  }

  typealias Reading =
    @Sendable ([OptionDeclaration.Occurrence]) throws(UsageError) -> any Sendable

  private static func last(of type: ValueType<Value>, else initial: Value) -> Reading {
    { (occurrences) throws(UsageError) in
      var value = initial
      for occurrence in occurrences {
        value = try type.read(occurrence.text, name: occurrence.name)
      }
      return value
    }
  }

  private static func all<Element>(of type: ValueType<Element>) -> Reading
  where Value == [Element] {
    { (occurrences) throws(UsageError) in
      var values: [Element] = []
      for occurrence in occurrences {
        values.append(try type.read(occurrence.text, name: occurrence.name))
      }
      return values
    }
  }
}

extension ValueType {
  /// The same values as optionals, for options that may be left out.
  var optional: ValueType<Value?> {
    ValueType<Value?>(completion: completion, choices: choices) { (text, name) throws(UsageError) in
      try read(text, name: name)
    }
  }
}
