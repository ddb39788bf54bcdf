/// A job that began again from an earlier step.
public struct Restart: Sendable, Hashable {
  /// The first step that was written again.
  public var step: Int64
  /// The highest step the earlier job had reached.
  public var reachedStep: Int64
  /// The last finite value before; `nil` where there was none.
  public var valueBefore: Double?
  /// The first finite value after, once there is one.
  public var valueAfter: Double?

  init(step: Int64, reachedStep: Int64, valueBefore: Double?) {
    self.step = step
    self.reachedStep = reachedStep
    self.valueBefore = valueBefore
  }
}
