/// What a user expects of a series' level, such as `eval/loss<1.2`.
public struct Expectation: Sendable, Hashable {
  /// How the level is to compare with the bound.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"

    /// Whether a value is on the right side of the bound; false if either is NaN.
    public func holds(_ value: Double, _ bound: Double) -> Bool {
      switch self {
      case .lessOrEqual: value <= bound
      case .greaterOrEqual: value >= bound
      case .less: value < bound
      case .greater: value > bound
      }
    }
  }

  /// The tag whose level is meant.
  public var tag: String
  /// The comparison.
  public var comparison: Comparison
  /// The bound.
  public var bound: Double

  /// Reads `TAG<NUMBER`, with `<`, `<=`, `>` or `>=`; `nil` for any other text.
  ///
  /// Spaces are allowed around tag and number. The last sign in the text is the comparison, so a
  /// tag may contain such signs.
  public init?(_ text: String) {
    guard let sign = text.lastIndex(where: { $0 == "<" || $0 == ">" }) else { return nil }
    let hasEquals = text[text.index(after: sign)...].first == "="
    let rest = text[text.index(after: sign)...].dropFirst(hasEquals ? 1 : 0)
    tag = Self.trimmed(text[..<sign])
    guard let comparison = Comparison(rawValue: "\(text[sign])\(hasEquals ? "=" : "")"),
      let bound = Double(Self.trimmed(rest)), !bound.isNaN, !tag.isEmpty
    else { return nil }
    self.comparison = comparison
    self.bound = bound
  }

  /// The expectation as `init(_:)` reads it.
  public var text: String { "\(tag)\(comparison.rawValue)\(bound)" }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...end])
  }

  /// Whether a series meets the expectation.
  ///
  /// - Parameter series: the series of the tag.
  ///
  /// - Returns: An expectation that is not met for a series without a finite value.
  public func evaluate(_ series: SeriesTracker) -> ExpectationOutcome {
    let blocks = BlockSeries(series, sign: 1)
    guard let last = blocks.values.last else { return unmet }
    let level = Levels(blocks).values.last ?? last
    let isFinite = !CoreJudge.endsNonFinite(series)
    return ExpectationOutcome(
      expectation: self, level: level, isMet: isFinite && comparison.holds(level, bound),
      endsNonFinite: !isFinite, firstMetStep: firstMetStep(series))
  }

  /// The outcome if there is no series of the tag, or none with a finite value.
  public var unmet: ExpectationOutcome {
    ExpectationOutcome(
      expectation: self, level: .nan, isMet: false, endsNonFinite: false, firstMetStep: nil)
  }

  private func firstMetStep(_ series: SeriesTracker) -> Int64? {
    for block in series.pyramid.blocks {
      for value in [block.minimum, block.maximum] where comparison.holds(value.value, bound) {
        return value.step
      }
    }
    return nil
  }
}

/// How an expectation was met.
public struct ExpectationOutcome: Sendable, Hashable {
  /// The expectation.
  public var expectation: Expectation
  /// The level of the series now: its mean over the last 10 % of the steps; NaN without finite
  /// values.
  public var level: Double
  /// Whether the level meets the expectation; never for a series that ends in non-finite values.
  public var isMet: Bool
  /// Whether the series ends in non-finite values, so that its level is out of date.
  public var endsNonFinite: Bool
  /// The first step at which the bound was met, to within a block: the step of that block's extreme
  /// value; `nil` if it never was.
  public var firstMetStep: Int64?
}
