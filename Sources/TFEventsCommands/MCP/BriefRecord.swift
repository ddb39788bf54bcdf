import TextFormats

extension JSONValue {
  private static let briefKeys = [
    "run", "verdict", "metric", "best", "best_step", "last", "reason", "flags",
  ]
  /// What of a record is for programs: curves, and what the verdict was computed from.
  private static let bulkyKeys: Set<String> = [
    "schema", "shape_steps", "shape", "curve_steps", "curve", "tags", "otherwise", "signature",
    "evidence", "hyperparameters", "restarts",
  ]

  /// What a run's record says in brief: no key without a value, no number longer than it need be.
  var brief: AnswerRow { (picked(Self.briefKeys) ?? []).filter(\.saysSomething).map(\.rounded) }

  /// What a run's record says without curves and evidence.
  var withoutBulk: AnswerRow {
    (members ?? []).filter { $0.saysSomething && !Self.bulkyKeys.contains($0.name) }.map(\.rounded)
  }

  /// The entries under some keys, as they are, in the order of the keys; nil where no keys are given.
  ///
  /// The run's name comes first, asked for or not.
  func picked(_ keys: [String]?) -> AnswerRow? {
    guard let keys else { return nil }
    return (["run"] + keys.filter { $0 != "run" }).map { .init($0, self[$0] ?? .null) }
  }
}

extension JSONValue.Member {
  fileprivate var saysSomething: Bool { value != .null && value != .array([]) && value != [:] }

  /// The same with a number in the digits of a `Float`, where that can hold it; times stay as they are.
  fileprivate var rounded: JSONValue.Member {
    guard case .number(let number) = value else { return self }
    let short = Float(number)
    guard number.magnitude < 0x1p24, number == 0 || short != 0 else { return self }
    return .init(name, .number(Double(short.description) ?? number))
  }
}
