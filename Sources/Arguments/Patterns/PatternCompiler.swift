/// One step of a pattern's machine.
enum PatternStep: Sendable {
  /// Takes this character.
  case scalar(Unicode.Scalar)
  /// Consumes a character of the set with this number.
  case set(Int)
  /// Continues at the first step, or at the second if that fails.
  case split(Int, Int)
  case jump(Int)
  /// Continues only at such a position.
  case place(PatternSyntax.Place)
  case match
}

/// Compiles the syntax tree of a pattern into steps (Thompson's construction); counted repetitions
/// are expanded.
struct PatternCompiler {
  private(set) var steps: [PatternStep] = []
  private(set) var sets: [ScalarSet] = []
  private let scanner: PatternScanner

  /// The most steps; `((a{1000}){1000})` would need a million.
  private static let mostSteps = 20_000

  init(_ scanner: PatternScanner) { self.scanner = scanner }

  /// Adds the steps of a whole pattern.
  mutating func compile(_ syntax: PatternSyntax) throws(PatternError) {
    try add(syntax)
    steps.append(.match)
  }

  private mutating func add(_ syntax: PatternSyntax) throws(PatternError) {
    switch syntax {
    case .one(let set): add(set)
    case .place(let place): steps.append(.place(place))
    case .sequence(let parts): for part in parts { try add(part) }
    case .choice(let choices): try add(choices: choices)
    case .repeated(let part, let minimum, let maximum, let isLazy, let column):
      for _ in 0..<minimum { try add(part, limitedAt: column) }
      if let maximum {
        try add(part, upTo: maximum - minimum, isLazy: isLazy, column: column)
      } else {
        try add(loopOf: part, isLazy: isLazy, column: column)
      }
    }
  }

  private mutating func add(_ set: ScalarSet) {
    if let scalar = set.single, !set.ignoresCase {
      steps.append(.scalar(scalar))
    } else {
      steps.append(.set(sets.count))
      sets.append(set)
    }
  }

  private mutating func add(_ part: PatternSyntax, limitedAt column: Int) throws(PatternError) {
    try add(part)
    if steps.count > Self.mostSteps {
      throw scanner.error("this makes the pattern too large", at: column)
    }
  }

  private mutating func add(choices: [PatternSyntax]) throws(PatternError) {
    var ends: [Int] = []
    for choice in choices.dropLast() {
      let split = reserve()
      try add(choice)
      ends.append(reserve())
      steps[split] = .split(split + 1, steps.count)
    }
    if let last = choices.last { try add(last) }
    for end in ends { steps[end] = .jump(steps.count) }
  }

  private mutating func add(
    loopOf part: PatternSyntax, isLazy: Bool, column: Int
  ) throws(PatternError) {
    let split = reserve()
    try add(part, limitedAt: column)
    steps.append(.jump(split))
    steps[split] = branch(into: split + 1, past: steps.count, isLazy)
  }

  private mutating func add(
    _ part: PatternSyntax, upTo count: Int, isLazy: Bool, column: Int
  ) throws(PatternError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(reserve())
      try add(part, limitedAt: column)
    }
    for split in splits { steps[split] = branch(into: split + 1, past: steps.count, isLazy) }
  }

  private func branch(into inside: Int, past end: Int, _ isLazy: Bool) -> PatternStep {
    isLazy ? .split(end, inside) : .split(inside, end)
  }

  /// The number of a step that is filled in later.
  private mutating func reserve() -> Int {
    steps.append(.match)
    return steps.count - 1
  }
}
