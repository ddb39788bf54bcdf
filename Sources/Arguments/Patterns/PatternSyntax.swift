/// A pattern as a tree.
indirect enum PatternSyntax {
  /// One character of a set.
  case one(ScalarSet)
  /// A position between two characters.
  case place(Place)
  case sequence([PatternSyntax])
  /// The first of several that matches.
  case choice([PatternSyntax])
  /// From `minimum` to `maximum` times (nil: any number), as often as possible unless `isLazy`;
  /// written at `column`.
  case repeated(
    PatternSyntax, minimum: Int, maximum: Int?, isLazy: Bool, column: Int)

  /// A condition on the position between two characters.
  enum Place {
    case start, end, wordBoundary, noWordBoundary
  }
}

/// Characters (Unicode scalars) to choose from.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>]
  var isNegated = false
  var ignoresCase = false

  /// The set of one character.
  init(_ scalar: Unicode.Scalar, ignoringCase: Bool) {
    ranges = [scalar...scalar]
    ignoresCase = ignoringCase
  }

  init(_ ranges: [ClosedRange<Unicode.Scalar>], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  /// Every character.
  static let all = ScalarSet([], isNegated: true)
  /// Every character but a line feed.
  static let allInLine = ScalarSet(["\n"..."\n"], isNegated: true)
  static let digits = ScalarSet(["0"..."9"])
  static let blanks = ScalarSet([" "..." ", "\t"..."\r"])

  /// Letters, digits and `_`; outside ASCII, whatever Unicode calls alphabetic.
  static let word: ScalarSet = {
    var set = ScalarSet(["a"..."z", "A"..."Z", "0"..."9", "_"..."_"])
    set.holdsLetters = true
    return set
  }()

  /// Whether the letters outside ASCII belong to it.
  private var holdsLetters = false
  /// Nested sets whose characters it contains too, such as `\D` within brackets.
  var parts: [ScalarSet] = []

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if ignoresCase {
      let found = holds(scalar) || holds(scalar.lowercase) || holds(scalar.uppercase)
      return found != isNegated
    }
    return holds(scalar) != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    for range in ranges where range.contains(scalar) { return true }
    if holdsLetters, scalar.value > 127, scalar.properties.isAlphabetic { return true }
    return parts.contains { $0.contains(scalar) }
  }
}

extension Unicode.Scalar {
  /// The lower-case form if it is a single Unicode scalar, else the scalar itself.
  var lowercase: Unicode.Scalar { single(properties.lowercaseMapping) }

  /// The upper-case form if it is a single Unicode scalar, else the scalar itself.
  var uppercase: Unicode.Scalar { single(properties.uppercaseMapping) }

  private func single(_ mapping: String) -> Unicode.Scalar {
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? self : self
  }
}
