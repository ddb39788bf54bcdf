/// Reads a regular expression by recursive descent: choices of sequences of repeated atoms.
struct RegularExpressionParser {
  private var scanner: PatternScanner
  private var ignoresCase: Bool
  private var depth = 0

  /// Groups nested deeper than this are refused, because each level uses stack.
  private static let deepest = 100
  /// The largest count in `{m,n}`.
  private static let mostRepeats = 1_000

  init(written: String, body: Substring, offset: Int, ignoringCase: Bool) {
    scanner = PatternScanner(
      written: written, body: body, offset: offset, isRegularExpression: true)
    ignoresCase = ignoringCase
  }

  /// The whole expression.
  mutating func parse() throws(PatternError) -> PatternSyntax {
    let syntax = try choice()
    if scanner.next != nil { throw scanner.error("this closes no group", at: scanner.position) }
    return syntax
  }

  private mutating func choice() throws(PatternError) -> PatternSyntax {
    let outer = ignoresCase
    defer { ignoresCase = outer }
    var choices = [try sequence()]
    while scanner.take("|" as Unicode.Scalar) { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(PatternError) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = scanner.next, scalar != "|", scalar != ")" {
      if scanner.take("(?i)") {
        ignoresCase = true
      } else {
        parts.append(try repeated(try atom()))
      }
    }
    return .sequence(parts)
  }

  private mutating func repeated(_ atom: PatternSyntax) throws(PatternError) -> PatternSyntax {
    var result = atom
    while let (minimum, maximum, column) = try takeCount() {
      let isLazy = scanner.take("?" as Unicode.Scalar)
      result = .repeated(
        result, minimum: minimum, maximum: maximum, isLazy: isLazy, column: column)
    }
    return result
  }

  /// Takes `*`, `+`, `?`, `{m}`, `{m,}`, `{,n}` or `{m,n}`; other braces are literal.
  private mutating func takeCount() throws(PatternError) -> (Int, Int?, Int)? {
    let column = scanner.position
    if scanner.take("*" as Unicode.Scalar) { return (0, nil, column) }
    if scanner.take("+" as Unicode.Scalar) { return (1, nil, column) }
    if scanner.take("?" as Unicode.Scalar) { return (0, 1, column) }
    guard scanner.take("{" as Unicode.Scalar) else { return nil }
    let minimum = scanner.takeNumber()
    let hasComma = scanner.take("," as Unicode.Scalar)
    let maximum = hasComma ? scanner.takeNumber() : minimum
    guard minimum != nil || maximum != nil, scanner.take("}" as Unicode.Scalar) else {
      scanner.position = column
      return nil
    }
    let low = minimum ?? 0
    guard low <= maximum ?? low else {
      throw scanner.error("this count runs backwards", at: column)
    }
    guard max(low, maximum ?? 0) <= Self.mostRepeats else {
      throw scanner.error("this repeats more than 1,000 times", at: column)
    }
    return (low, maximum, column)
  }

  private mutating func atom() throws(PatternError) -> PatternSyntax {
    let start = scanner.position
    switch scanner.take() {
    case "(": return try group(from: start)
    case "[": return .one(try set(from: start))
    case ".": return .one(.allInLine)
    case "^": return .place(.start)
    case "$": return .place(.end)
    case "\\": return try escape(from: start)
    case "*", "+", "?": throw scanner.error("nothing to repeat before this", at: start)
    case let scalar: return .one(ScalarSet(scalar ?? " ", ignoringCase: ignoresCase))
    }
  }

  private mutating func group(from start: Int) throws(PatternError) -> PatternSyntax {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw scanner.error("groups are nested too deeply", at: start) }
    let outer = ignoresCase
    defer { ignoresCase = outer }
    if scanner.take("?" as Unicode.Scalar) { try takeGroupKind(from: start) }
    let inner = try choice()
    guard scanner.take(")" as Unicode.Scalar) else {
      throw scanner.error("this group is never closed", at: start)
    }
    return inner
  }

  /// Reads `:`, `i:` or a name; the name of a group does not matter here.
  private mutating func takeGroupKind(from start: Int) throws(PatternError) {
    if scanner.take(":" as Unicode.Scalar) { return }
    if scanner.take("i:") {
      ignoresCase = true
      return
    }
    for look in ["=", "!", "<=", "<!"] where scanner.take(look) {
      throw scanner.error("look-around is not supported", at: start)
    }
    guard scanner.take("P<") || scanner.take("<" as Unicode.Scalar) else {
      throw scanner.error("this kind of group is not known", at: start)
    }
    while let scalar = scanner.take() { if scalar == ">" { return } }
    throw scanner.error("this group is never closed", at: start)
  }

  private mutating func escape(from start: Int) throws(PatternError) -> PatternSyntax {
    switch scanner.next {
    case "b":
      scanner.position += 1
      return .place(.wordBoundary)
    case "B":
      scanner.position += 1
      return .place(.noWordBoundary)
    case let digit? where ("1"..."9").contains(digit):
      throw scanner.error("back-references are not supported", at: start)
    default:
      var set = try escapedSet(from: start)
      set.ignoresCase = ignoresCase
      return .one(set)
    }
  }

  /// Reads what follows a `\`, also within brackets: a class, or one character.
  private mutating func escapedSet(from start: Int) throws(PatternError) -> ScalarSet {
    guard let scalar = scanner.take() else {
      throw scanner.error("nothing follows this", at: start)
    }
    switch scalar {
    case "d": return .digits
    case "D": return .digits.negated
    case "w": return .word
    case "W": return .word.negated
    case "s": return .blanks
    case "S": return .blanks.negated
    case "t": return ScalarSet("\t", ignoringCase: false)
    case "n": return ScalarSet("\n", ignoringCase: false)
    case "r": return ScalarSet("\r", ignoringCase: false)
    case "a"..."z", "A"..."Z", "0"..."9":
      throw scanner.error("\\\(scalar) is not known", at: start)
    default: return ScalarSet(scalar, ignoringCase: false)
    }
  }

  private mutating func set(from start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = scanner.take("^" as Unicode.Scalar)
    var set = ScalarSet([], isNegated: isNegated)
    set.ignoresCase = ignoresCase
    let first = scanner.position
    while let scalar = scanner.next {
      if scalar == "]", scanner.position > first {
        scanner.position += 1
        return set
      }
      try addMember(to: &set)
    }
    throw scanner.error("this set is never closed", at: start)
  }

  /// Takes one character, one class or one range of a set.
  private mutating func addMember(to set: inout ScalarSet) throws(PatternError) {
    let start = scanner.position
    let low = try member()
    guard let from = low.single, scanner.next == "-",
      scanner.position + 1 < scanner.scalars.count, scanner.scalars[scanner.position + 1] != "]"
    else {
      set.parts.append(low)
      return
    }
    scanner.position += 1
    guard let to = try member().single, from <= to else {
      throw scanner.error("this range runs backwards", at: start)
    }
    set.ranges.append(from...to)
  }

  private mutating func member() throws(PatternError) -> ScalarSet {
    let start = scanner.position
    guard let scalar = scanner.take() else { return ScalarSet([]) }
    if scalar == "\\" { return try escapedSet(from: start) }
    return ScalarSet(scalar, ignoringCase: false)
  }
}

extension ScalarSet {
  /// All characters outside this set.
  var negated: ScalarSet {
    var other = self
    other.isNegated.toggle()
    return other
  }

  /// The only character, if it was written as one.
  var single: Unicode.Scalar? {
    guard !isNegated, parts.isEmpty, ranges.count == 1 else { return nil }
    return ranges[0].lowerBound == ranges[0].upperBound ? ranges[0].lowerBound : nil
  }
}
