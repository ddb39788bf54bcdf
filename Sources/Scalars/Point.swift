/// One value of a series, as it was logged.
public struct Point: Sendable, Hashable {
  /// The step as the writer counted it; may repeat or go back.
  public var step: Int64
  /// Seconds since the Unix epoch; NaN or infinite if the writer left it out.
  public var wallTime: Double
  /// The logged value; NaN and infinities are data.
  public var value: Double

  /// Creates a point from its three numbers.
  public init(step: Int64, wallTime: Double, value: Double) {
    self.step = step
    self.wallTime = wallTime
    self.value = value
  }
}
