/// The smallest or largest value of a series, and the step at which it was first met.
public struct Extreme: Sendable, Hashable {
  /// The value.
  public var value: Double
  /// The step.
  public var step: Int64

  /// Creates an extreme.
  public init(value: Double, step: Int64) {
    self.value = value
    self.step = step
  }
}
