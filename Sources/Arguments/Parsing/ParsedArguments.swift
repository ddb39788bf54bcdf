/// The values of one command line; read them by the option or positional argument that declared
/// them.
public struct ParsedArguments: Sendable {
  /// The source of an option's value.
  public enum Source: Sendable, Hashable {
    case commandLine, environment, byDefault
  }

  var values: [String: any Sendable] = [:]
  var sources: [String: Source] = [:]
  var positionals: [String: any Sendable] = [:]

  /// The value of an option: as given, else from the environment, else its default.
  ///
  /// The option must be one of the command's.
  public subscript<Value>(option: Option<Value>) -> Value {
    guard let value = values[option.declaration.name] as? Value else {
      preconditionFailure("--\(option.declaration.name) is not an option of this command")
    }
    return value
  }

  /// The value of a positional argument, which must be one of the command's.
  public subscript<Value>(positional: Positional<Value>) -> Value {
    guard let value = positionals[positional.declaration.name] as? Value else {
      preconditionFailure("<\(positional.declaration.name)> is not an argument of this command")
    }
    return value
  }

  /// The source of an option's value.
  public func source(of option: some CommandOption) -> Source {
    sources[option.declaration.name] ?? .byDefault
  }

  /// Whether the command has this option, so that its value may be read.
  public func declares(_ option: some CommandOption) -> Bool {
    values[option.declaration.name] != nil
  }
}

/// What a command line asks for.
public enum Invocation: Sendable {
  /// To run this command.
  case command(Command, ParsedArguments)
  /// To print this on standard output and end with status 0: help, the version, completions.
  case show(String)
}
