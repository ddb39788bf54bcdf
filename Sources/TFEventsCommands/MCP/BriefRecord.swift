import TextFormats

extension JSONValue {
  private static let briefKeys = [
    "run", "verdict", "metric", "best", "best_step", "last", "reason", "flags",
  ]
  /// The keys of a record that only programs need: curves, and the data behind the verdict.
  private static let bulkyKeys: Set<String> = [
    "schema", "shape_steps", "shape", "curve_steps", "curve", "tags", "otherwise", "signature",
    "evidence", "hyperparameters", "restarts",
  ]

  /// A run's record in brief: no key without a value, and no number longer than necessary.
  var brief: AnswerRow { (picked(Self.briefKeys) ?? []).filter(\.saysSomething).map(\.rounded) }

  /// A run's record without curves and evidence.
  var withoutBulk: AnswerRow {
    (members ?? []).filter { $0.saysSomething && !Self.bulkyKeys.contains($0.name) }.map(\.rounded)
  }

  /// The entries with some keys, unchanged, in the order of the keys; nil if no keys are given.
  ///
  /// The run's name comes first, whether requested or not.
  func picked(_ keys: [String]?) -> AnswerRow? {
    guard let keys else { return nil }
    return (["run"] + keys.filter { $0 != "run" }).map { .init($0, self[$0] ?? .null) }
  }
}

extension JSONValue.Member {
  fileprivate var saysSomething: Bool { value != .null && value != .array([]) && value != [:] }

  /// The same, with the number shortened to the digits of a `Float` if that can hold it; times stay
  /// as they are.
  fileprivate var rounded: JSONValue.Member {
    guard case .number(let number) = value else { return self }
    let short = Float(number)
    guard number.magnitude < 0x1p24, number == 0 || short != 0 else { return self }
    return .init(name, .number(Double(short.description) ?? number))
  }
}
