/// An element of a command's list of positional arguments.
public protocol CommandPositional: Sendable {
  /// The type-erased argument, for lists of arguments.
  var declaration: PositionalDeclaration { get }
}

/// Everything about one positional argument.
public struct PositionalDeclaration: Sendable {
  /// Its name, such as `path`.
  public let name: String
  /// Its meaning, in a few words.
  public let help: String
  /// How many there must be.
  public let minimum: Int
  /// How many there may be; nil for any number.
  public let maximum: Int?
  /// What a shell may suggest.
  public let completion: Completion

  let read: @Sendable ([String]) throws(UsageError) -> any Sendable

  /// The argument in a usage line: `<path>`, `[<path>]`, `<path>...`, `[<path>...]`.
  public var usage: String {
    let repeated = "<\(name)>" + (maximum == nil ? "..." : "")
    return minimum == 0 ? "[\(repeated)]" : repeated
  }
}

/// A positional argument of a command, and the key to its value among the parsed arguments.
public struct Positional<Value: Sendable>: CommandPositional {
  /// The type-erased argument, for lists of arguments.
  public let declaration: PositionalDeclaration

  /// An argument that may be repeated and is given at least `minimum` times; must come last.
  public static func repeated<Element>(
    _ name: String, _ type: ValueType<Element>, minimum: Int = 1, help: String
  ) -> Positional where Value == [Element] {
    Positional(
      declaration: PositionalDeclaration(
        name: name, help: help, minimum: minimum, maximum: nil, completion: type.completion
      ) { (texts) throws(UsageError) in
        var values: [Element] = []
        for text in texts { values.append(try type.read(text, name: "<\(name)>")) }
        return values
      })
  }

  /// One argument that must be given.
  public static func required(
    _ name: String, _ type: ValueType<Value>, help: String
  ) -> Positional {
    Positional(
      declaration: PositionalDeclaration(
        name: name, help: help, minimum: 1, maximum: 1, completion: type.completion
      ) { (texts) throws(UsageError) in
        guard let text = texts.first else { preconditionFailure("no <\(name)> to read") }
        return try type.read(text, name: "<\(name)>")
      })
  }

  /// One optional argument: nil if it is not given.
  public static func optional<Element>(
    _ name: String, _ type: ValueType<Element>, help: String
  ) -> Positional where Value == Element? {
    Positional(
      declaration: PositionalDeclaration(
        name: name, help: help, minimum: 0, maximum: 1, completion: type.completion
      ) { (texts) throws(UsageError) in
        guard let text = texts.first else { return Value.none }
        return try type.optional.read(text, name: "<\(name)>")
      })
  }
}
