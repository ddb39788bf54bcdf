public import Scalars

/// A usual rule for stopping, which can be simulated on a series beside the verdict.
public enum Rule: Sendable, Hashable {
  /// `std:N:T`: the standard deviation of the last N values is below T.
  case standardDeviation(count: Int, threshold: Double)
  /// `patience:P:D`: no value better than the best by more than D in P values running.
  case patience(Int, minimumDelta: Double)
  /// `prechelt-gl:A`: the last value is A % above the best (generalisation loss).
  case precheltGeneralisationLoss(Double)
  /// `prechelt-pq:A`: generalisation loss over training progress passes A.
  case precheltProgressQuotient(Double)
  /// `prechelt-up:S`: the value rose over S successive strips of five.
  case precheltUp(Int)
  /// `trend:mann-kendall`: no significant downward trend over the last half.
  case mannKendall

  /// Reads a rule as it is written on a command line, such as `patience:3:0`; `nil` where it is none.
  public init?(_ text: String) { nil }

  /// The rule as `init(_:)` reads it.
  public var text: String { "" }

  /// Examples of every rule, in the order in which a report lists them.
  public static let usual: [Rule] = []
}

/// What a rule would have done on a series.
public struct RuleOutcome: Sendable, Hashable {
  /// The rule.
  public var rule: Rule
  /// The step at which it would first have stopped the run; `nil` where it never would have.
  public var stopStep: Int64?
  /// The best value by then.
  public var bestByThen: Double?
  /// How much better the best value of the whole series is, as a share of its magnitude; 0 or more.
  public var cost: Double?
  /// Steps that would have been saved.
  public var stepsSaved: Int64?
  /// Whether the rule says "stop" at the end of the series, whatever it said before.
  public var firesAtEnd: Bool
}

extension Rule {
  /// A rule at work on a series, point by point, in constant memory.
  public struct Simulation: Sendable {
    /// Creates a simulation.
    public init(_ rule: Rule, direction: Direction) {
      self.rule = rule
    }
    private let rule: Rule
    /// Adds a point; non-finite values are never better and never a best.
    public mutating func push(_ point: Point) {}
    /// Adds a point of the training series, which `prechelt-pq` needs.
    public mutating func pushTrain(_ point: Point) {}
    /// What the rule would have done so far.
    public var outcome: RuleOutcome { RuleOutcome(rule: rule, firesAtEnd: false) }
  }
}
