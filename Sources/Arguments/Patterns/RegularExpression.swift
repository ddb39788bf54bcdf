/// A regular expression that is matched in time linear in the text.
///
/// Supports literals, `.`, sets, `\d \w \s \b` and their opposites, `^ $` (the ends of the text),
/// groups, alternation, `* + ? {m,n}`, their lazy forms, and `(?i)`. Look-around and back
/// references are not supported, because they prevent linear time. Characters are Unicode scalars.
public struct RegularExpression: Sendable {
  /// The expression as it was written.
  public let text: String
  private let steps: [PatternStep]
  private let sets: [ScalarSet]

  /// Compiles an expression, written without slashes around it.
  ///
  /// - Throws: `PatternError` with the position of the mistake.
  public init(_ expression: String, ignoringCase: Bool = false) throws(PatternError) {
    try self.init(
      written: expression, body: expression[...], offset: 0, ignoringCase: ignoringCase)
  }

  /// Compiles the part from `offset` on of the text that the user wrote.
  init(written: String, body: Substring, offset: Int, ignoringCase: Bool) throws(PatternError) {
    var parser = RegularExpressionParser(
      written: written, body: body, offset: offset, ignoringCase: ignoringCase)
    let scanner = PatternScanner(
      written: written, body: body, offset: offset, isRegularExpression: true)
    try self.init(try parser.parse(), scanner)
  }

  /// Compiles a glob, which matches whole names.
  init(glob: String) throws(PatternError) {
    var parser = GlobParser(glob)
    let scanner = PatternScanner(
      written: glob, body: glob[...], offset: 0, isRegularExpression: false)
    try self.init(try parser.parse(), scanner)
  }

  private init(_ syntax: PatternSyntax, _ scanner: PatternScanner) throws(PatternError) {
    var compiler = PatternCompiler(scanner)
    try compiler.compile(syntax)
    text = scanner.written
    steps = compiler.steps
    sets = compiler.sets
  }

  /// Whether the expression matches somewhere in `text`.
  public func matches(_ text: String) -> Bool {
    var machine = PatternMachine(steps, sets, Array(text.unicodeScalars))
    return machine.firstMatch(from: 0, isEnough: true) != nil
  }

  /// The ranges where the expression matches at least one character, leftmost first and not
  /// overlapping.
  public func ranges(in text: String) -> [Range<String.Index>] {
    let scalars = Array(text.unicodeScalars)
    var machine = PatternMachine(steps, sets, scalars)
    var found: [Range<Int>] = []
    var position = 0
    while position <= scalars.count,
      let match = machine.firstMatch(from: position, isEnough: false)
    {
      if !match.isEmpty { found.append(match) }
      position = match.isEmpty ? match.upperBound + 1 : match.upperBound
    }
    let indices = Array(text.unicodeScalars.indices) + [text.endIndex]
    return found.map { indices[$0.lowerBound]..<indices[$0.upperBound] }
  }

  /// `text` without the parts that the expression matches.
  public func removingMatches(from text: String) -> String {
    var rest = String.UnicodeScalarView()
    var position = text.startIndex
    for range in ranges(in: text) {
      rest.append(contentsOf: text.unicodeScalars[position..<range.lowerBound])
      position = range.upperBound
    }
    rest.append(contentsOf: text.unicodeScalars[position...])
    return String(rest)
  }
}
