/// One spike of a series.
public struct Spike: Sendable, Hashable {
  /// The step of its first point.
  public var step: Int64
  /// Its largest value.
  public var value: Double
  /// How many robust standard deviations it lay off the median of the 17 points before.
  public var size: Double
  /// How many points it took to come back; `nil` while it has not.
  public var recoveredAfter: Int?
}

/// The spikes of a series.
public struct SpikeSummary: Sendable, Hashable {
  /// How many there were.
  public var count: Int
  /// The largest.
  public var worst: Spike
  /// The latest.
  public var latest: Spike
  /// The largest 64 of them, in the order of their steps.
  public var largest: [Spike]
  /// OLMo 2's spike score: the share of values at least seven standard deviations from the rolling
  /// mean of the 1,000 before; `nil` under 1,000 points.
  public var score: Double?
}
