extension Parser {
  /// The values of all options and positional arguments.
  func values(_ environment: (String) -> String?) throws(UsageError) -> ParsedArguments {
    var parsed = ParsedArguments()
    for option in options {
      let (given, source) = occurrences(of: option, environment)
      parsed.values[option.name] = try option.read(given)
      parsed.sources[option.name] = source
    }
    try assignPositionals(to: &parsed)
    return parsed
  }

  private func occurrences(
    of option: OptionDeclaration, _ environment: (String) -> String?
  ) -> ([OptionDeclaration.Occurrence], ParsedArguments.Source) {
    if let given = occurrences[option.name] { return (given, .commandLine) }
    let variable = option.environmentName(program: program)
    if let text = environment(variable), !text.isEmpty {
      return ([.init(text: text, name: variable)], .environment)
    }
    return ([], .byDefault)
  }

  private func assignPositionals(to parsed: inout ParsedArguments) throws(UsageError) {
    var rest = positionals[...]
    for positional in command.positionals.map(\.declaration) {
      let texts = Array(rest.prefix(positional.maximum ?? rest.count))
      guard texts.count >= positional.minimum else { throw missing(positional) }
      rest.removeFirst(texts.count)
      parsed.positionals[positional.name] = try positional.read(texts)
    }
    if let extra = rest.first {
      throw UsageError("unexpected argument \"\(extra)\"", hints: [usageHint])
    }
  }

  private func missing(_ positional: PositionalDeclaration) -> UsageError {
    UsageError("no \(positional.name) given", hints: [usageHint])
  }

  private var usageHint: String { "usage  \(program) \(command.usage)" }
}
