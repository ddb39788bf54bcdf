/// A job that began again from an earlier step.
public struct RestartFacts: Sendable, Hashable {
  /// The first step that was written again, or the first step of the new job.
  public var step: Int64
  /// The highest step that the earlier job had reached.
  public var reachedStep: Int64
  /// The number of points that the new job replaced.
  public var supersededPoints: Int64
  /// The new job counted its steps from the beginning, but its level continues that of the earlier
  /// job.
  public var continuesLevel: Bool

  /// Creates facts about a restart.
  public init(
    step: Int64, reachedStep: Int64, supersededPoints: Int64, continuesLevel: Bool = false
  ) {
    self.continuesLevel = continuesLevel
    self.step = step
    self.reachedStep = reachedStep
    self.supersededPoints = supersededPoints
  }
}
