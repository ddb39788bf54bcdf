internal import Scalars

/// A condition on runs, such as `best < 0.8 and lr <= 1e-4`.
///
/// Comparisons (`< <= > >= == !=`) of a name with a number, a text or another name, joined by
/// `and`, `or`, `not` and parentheses. `min(TAG)`, `max(TAG)` and `last(TAG)` choose a value of a
/// tag. A comparison with a value that the run does not have is false. Text can be compared only by
/// `==` and `!=`; flags equal a word if they contain it.
public struct Condition: Sendable, Hashable {
  /// How two values are compared.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case equal = "=="
    case less = "<"
    case greater = ">"
  }

  indirect enum Node: Sendable, Hashable {
    case compare(FieldName, Comparison, Operand)
    case not(Node)
    /// All of them hold.
    case all([Node])
    /// One of them holds.
    case any([Node])
  }

  enum Operand: Sendable, Hashable {
    case value(FieldValue)
    /// A bare word: the value with that name if the run has it, else the word itself.
    case word(FieldName)
  }

  let root: Node

  /// Reads a condition.
  public init(_ text: String) throws(ConditionError) {
    var parser = try ConditionParser(text)
    root = try parser.condition()
  }

  /// Whether a run's record meets the condition.
  public func holds(for record: some ReadableRecord) -> Bool { Self.holds(root, for: record) }

  /// The names on the left side of comparisons.
  public var names: [FieldName] { Self.names(root) }

  private static func names(_ node: Node) -> [FieldName] {
    switch node {
    case .compare(let name, _, _): [name]
    case .not(let inner): names(inner)
    case .all(let parts), .any(let parts): parts.flatMap(names)
    }
  }

  private static func holds(_ node: Node, for record: some ReadableRecord) -> Bool {
    switch node {
    case .not(let inner): return !holds(inner, for: record)
    case .all(let parts): return parts.allSatisfy { holds($0, for: record) }
    case .any(let parts): return parts.contains { holds($0, for: record) }
    case .compare(let name, let comparison, let operand):
      guard case .value(let left) = name.find(in: record),
        let right = value(of: operand, in: record)
      else { return false }
      return compare(left, comparison, right)
    }
  }

  private static func value(of operand: Operand, in record: some ReadableRecord) -> FieldValue? {
    switch operand {
    case .value(let value): return value
    case .word(let name):
      return switch name.find(in: record) {
      case .value(let value): value
      case .missing: nil
      case .unknown: .text(name.name)
      }
    }
  }

  private static func compare(
    _ left: FieldValue, _ comparison: Comparison, _ right: FieldValue
  ) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): compare(a, comparison, b)
    case (.words(let words), _):
      comparison == .equal
        ? words.contains(right.exact) : comparison == .unequal && !words.contains(right.exact)
    default:
      ByteKey(left.exact) == ByteKey(right.exact)
        ? comparison == .equal : comparison == .unequal
    }
  }

  private static func compare(_ a: Double, _ comparison: Comparison, _ b: Double) -> Bool {
    switch comparison {
    case .less: a < b
    case .atMost: a <= b
    case .greater: a > b
    case .atLeast: a >= b
    case .equal: a == b || a.isNaN && b.isNaN
    case .unequal: !(a == b || a.isNaN && b.isNaN)
    }
  }
}

/// Why a condition cannot be read, and at which character.
public struct ConditionError: Error, Sendable, Hashable {
  /// The condition as it was written.
  public var text: String
  /// The index of the wrong character, counted from 0.
  public var column: Int
  /// What is wrong there, such as `a value is missing after <`.
  public var reason: String

  /// The text around the error if it is too long for a line, and the column of the error in it.
  public var excerpt: (text: String, column: Int) {
    let (most, before) = (100, 60)
    let characters = Array(text)
    if characters.count <= most { return (text, column) }
    let start = max(0, min(column - before, characters.count - most))
    return (String(characters[start...].prefix(most)), column - start)
  }
}
