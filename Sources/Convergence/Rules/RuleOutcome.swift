/// What a rule would have done on a series.
public struct RuleOutcome: Sendable, Hashable {
  /// The rule.
  public var rule: Rule
  /// The step at which it would first have stopped the run; `nil` where it never would have.
  public var stopStep: Int64?
  /// The best value by then.
  public var bestByThen: Double?
  /// How much worse that is than the best value of the whole series, as a share of the latter's size.
  ///
  /// 0 or more; `nil` where the rule never stopped, or the best value is 0.
  public var cost: Double?
  /// Steps that would have been saved.
  public var stepsSaved: Int64?
  /// Whether the rule says "stop" at the end of the series, whatever it said before.
  public var firesAtEnd: Bool
}
