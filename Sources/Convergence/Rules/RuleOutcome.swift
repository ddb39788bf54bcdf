/// What a rule would have done on a series.
public struct RuleOutcome: Sendable, Hashable {
  /// The rule.
  public var rule: Rule
  /// The step at which it would first have stopped the run; `nil` if it never would have.
  public var stopStep: Int64?
  /// The best value by then.
  public var bestByThen: Double?
  /// How much worse the value at that step is than the best of the whole series, as a share of the
  /// best value's size.
  ///
  /// 0 or more; `nil` if the rule never stopped, or if the best value is 0.
  public var cost: Double?
  /// The number of steps that would have been saved.
  public var stepsSaved: Int64?
  /// Whether the rule says "stop" at the end of the series, whatever it said before.
  public var firesAtEnd: Bool
}
