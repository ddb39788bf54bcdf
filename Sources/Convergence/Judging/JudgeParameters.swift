/// What gain counts as worth having, and how sure one must be; none of it has the unit of a loss.
public struct JudgeParameters: Sendable, Hashable {
  /// The smallest gain worth paying for, as a share of the loss scale.
  public var minImprovement = 0.01
  /// How far ahead to look, as a share of the steps taken so far.
  public var horizon = 0.5
  /// How many standard errors a gain must have to be visible.
  public var z = 2.0
  /// How long a run must have been flat before the advice is to stop, as a share of the steps at
  /// which it became flat.
  public var patienceFraction = 0.5

  /// The loss scale, if it is known better than from the size of the values; `nil` uses their size.
  ///
  /// The values alone do not show the scale: a reward that rose from 100 to 101 may have reached
  /// all there is. If the scale is given, a verdict does not change when the same number is added
  /// to all values.
  public var scale: Double?

  /// The defaults.
  public static let normal = JudgeParameters()
  /// Slow to call a run finished: smaller gains count, and the advice to stop comes only after the
  /// steps have doubled.
  public static let strict = JudgeParameters(minImprovement: 0.005, patienceFraction: 1)
  /// Quick to call a run finished: only gains of 2 % count, and advice to stop comes sooner.
  public static let eager = JudgeParameters(minImprovement: 0.02, patienceFraction: 0.25)

  /// Creates parameters; each one that is left out has its default value.
  public init(
    minImprovement: Double = 0.01, horizon: Double = 0.5, z: Double = 2.0,
    patienceFraction: Double = 0.5, scale: Double? = nil
  ) {
    precondition(minImprovement > 0, "an improvement must be above 0, not \(minImprovement)")
    precondition(horizon > 0, "a horizon must be above 0, not \(horizon)")
    precondition(scale.map { $0 > 0 } ?? true, "a scale must be above 0")
    self.minImprovement = minImprovement
    self.horizon = horizon
    self.z = z
    self.patienceFraction = patienceFraction
    self.scale = scale
  }
}
