/// Where a learning rate stands in its schedule.
public struct LearningRateState: Sendable, Hashable {
  /// The largest rate so far.
  public var peak: Double
  /// The rate now.
  public var now: Double
  /// Whether it has stayed within 1 % of its peak since the peak was reached.
  public var isConstant: Bool
  /// Whether it is still below its peak because it has only risen.
  public var isWarmingUp: Bool

  /// The rate now as a share of its peak, 0 to 1.
  public var shareOfPeak: Double { peak > 0 ? now / peak : 0 }
}
