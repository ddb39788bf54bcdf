/// Reads a condition; precedence from low to high: `or`, `and`, `not`, comparisons.
struct ConditionParser {
  private let text: String
  private let tokens: [ConditionToken]
  private var place = 0
  private var depth = 0
  /// Deeper nesting is refused, so that no text can exhaust the stack.
  private static let depthLimit = 100

  init(_ text: String) throws(ConditionError) {
    self.text = text
    tokens = try ConditionToken.read(text)
  }

  private var token: ConditionToken { tokens[place] }

  private func error(_ reason: String, at token: ConditionToken) -> ConditionError {
    ConditionError(text: text, column: token.column, reason: reason)
  }

  private mutating func takeWord(_ words: String...) -> Bool {
    guard token.kind == .word, words.contains(token.text.lowercased()) else { return false }
    place += 1
    return true
  }

  /// The whole text.
  mutating func condition() throws(ConditionError) -> Condition.Node {
    let node = try either()
    switch token.kind {
    case .end: return node
    case .close: throw error("no parenthesis is open here", at: token)
    case .comparison: throw error("write a < b and b < c for a range", at: token)
    default: throw error("\"and\" or \"or\" is missing here", at: token)
    }
  }

  private mutating func either() throws(ConditionError) -> Condition.Node {
    var parts = [try both()]
    while takeWord("or", "||") { parts.append(try both()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func both() throws(ConditionError) -> Condition.Node {
    var parts = [try negation()]
    while takeWord("and", "&&") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(ConditionError) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("this is nested too deeply", at: token) }
    if takeWord("not") { return .not(try negation()) }
    guard token.kind == .open else { return try comparison() }
    let opening = token
    place += 1
    let node = try either()
    if token.kind != .close { throw error("this parenthesis is never closed", at: opening) }
    place += 1
    return node
  }

  private mutating func comparison() throws(ConditionError) -> Condition.Node {
    let name = try self.name()
    guard case .comparison(let comparison) = token.kind else {
      throw error("a comparison such as < is missing after \"\(name.name)\"", at: token)
    }
    place += 1
    let operand = token
    switch operand.kind {
    case .quoted:
      place += 1
      return .compare(name, comparison, .value(.text(operand.text)))
    case .word:
      if let number = Double(operand.text) {
        place += 1
        return .compare(name, comparison, .value(.number(number)))
      }
      return .compare(name, comparison, .word(try self.name()))
    default:
      throw error("a value is missing after \(comparison.rawValue)", at: operand)
    }
  }

  /// A name, possibly with a choice of a tag's value: `eval/loss`, `"lm loss"`, `min(eval/loss)`.
  private mutating func name() throws(ConditionError) -> FieldName {
    let first = token
    guard first.kind == .word || first.kind == .quoted else {
      throw error("a name such as best is missing", at: first)
    }
    if first.kind == .word, Double(first.text) != nil {
      throw error("write the name on the left and the number on the right", at: first)
    }
    place += 1
    guard first.kind == .word, token.kind == .open else { return FieldName(first.text) }
    guard let value = FieldName.TagValue(rawValue: first.text) else {
      throw error("only last, min and max take a tag in parentheses", at: first)
    }
    let opening = token
    place += 1
    let tag = token
    guard tag.kind == .word || tag.kind == .quoted else {
      throw error("a tag is missing", at: tag)
    }
    place += 1
    if token.kind != .close { throw error("this parenthesis is never closed", at: opening) }
    place += 1
    return FieldName(tag.text, of: value)
  }
}
