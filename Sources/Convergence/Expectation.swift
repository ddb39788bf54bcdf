/// What a user expects of a series' level, such as `eval/loss<1.2`.
public struct Expectation: Sendable, Hashable {
  /// How the level is to compare with the bound.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
  }

  /// The tag whose level is meant.
  public var tag: String
  /// The comparison.
  public var comparison: Comparison
  /// The bound.
  public var bound: Double

  /// Reads `TAG<NUMBER`, with `<`, `<=`, `>` or `>=`; `nil` where the text is none such.
  public init?(_ text: String) { nil }

  /// Whether a series is where it should be: by its level, or by its best value.
  public func evaluate(_ series: SeriesTracker) -> ExpectationOutcome? { nil }
}

/// How an expectation was met.
public struct ExpectationOutcome: Sendable, Hashable {
  /// The expectation.
  public var expectation: Expectation
  /// The level of the series now: its mean over the last 10 % of the steps.
  public var level: Double
  /// Whether the level is where it should be.
  public var isMet: Bool
  /// The first step whose value met the bound; `nil` where none did.
  public var firstMetStep: Int64?
}
