/// How the text of an argument becomes a value, and what a shell may suggest for it.
public struct ValueType<Value: Sendable>: Sendable {
  /// What a shell may suggest.
  public let completion: Completion
  /// The possible values, if they can be listed; else empty.
  public let choices: [String]
  let reading: @Sendable (_ text: String, _ name: String) throws(UsageError) -> Value

  /// Creates a type of values.
  ///
  /// - Parameters:
  ///   - completion: What a shell may suggest.
  ///   - choices: The possible values, if they can be listed.
  ///   - read: Turns text into a value. Its second argument is the name by which the user gave it
  ///     (`--runs`, `-o`, `TFEVENTS_RUNS`, `<path>`); its error should begin with that name.
  public init(
    completion: Completion = .none, choices: [String] = [],
    read: @escaping @Sendable (_ text: String, _ name: String) throws(UsageError) -> Value
  ) {
    self.completion = completion
    self.choices = choices
    reading = read
  }

  /// Reads `text`, which the user gave as `name`.
  public func read(_ text: String, name: String) throws(UsageError) -> Value {
    try reading(text, name)
  }

  /// The same values, completed in another way.
  public func completed(by completion: Completion) -> ValueType {
    ValueType(completion: completion, choices: choices, read: reading)
  }
}
