/// Reads a glob: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a character that stands for itself.
struct GlobParser {
  private var scanner: PatternScanner

  init(_ glob: String) {
    scanner = PatternScanner(
      written: glob, body: glob[...], offset: 0, isRegularExpression: false)
  }

  /// Parses the whole glob; the result is anchored at both ends of the name.
  mutating func parse() throws(PatternError) -> PatternSyntax {
    var parts: [PatternSyntax] = [.place(.start)]
    while let scalar = scanner.take() {
      switch scalar {
      case "*":
        parts.append(
          .repeated(
            .one(.all), minimum: 0, maximum: nil, isLazy: false, column: scanner.position - 1))
      case "?": parts.append(.one(.all))
      case "[": parts.append(.one(try set(from: scanner.position - 1)))
      case "\\":
        let literal = scanner.take() ?? "\\"
        parts.append(.one(ScalarSet(literal, ignoringCase: false)))
      default: parts.append(.one(ScalarSet(scalar, ignoringCase: false)))
      }
    }
    return .sequence(parts + [.place(.end)])
  }

  private mutating func set(from start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = scanner.take("!" as Unicode.Scalar) || scanner.take("^" as Unicode.Scalar)
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let scalar = scanner.take() {
      if scalar == "]", !ranges.isEmpty { return ScalarSet(ranges, isNegated: isNegated) }
      let place = scanner.position - 1
      let low = scalar == "\\" ? scanner.take() ?? scalar : scalar
      guard scanner.next == "-", scanner.position + 1 < scanner.scalars.count,
        scanner.scalars[scanner.position + 1] != "]"
      else {
        ranges.append(low...low)
        continue
      }
      scanner.position += 1
      let high = scanner.take() ?? low
      guard low <= high else { throw scanner.error("this range runs backwards", at: place) }
      ranges.append(low...high)
    }
    throw scanner.error("this set is never closed", at: start)
  }
}
