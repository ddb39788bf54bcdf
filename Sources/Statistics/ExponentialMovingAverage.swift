/// The moving average of TensorBoard's smoothing slider: exponential, with its start-up bias
/// removed.
///
///     sₙ = w sₙ₋₁ + (1 − w) xₙ,  s₀ = 0,   shown: sₙ / (1 − wⁿ)
///
/// n counts finite values only. A value that is not finite is shown as it is and changes nothing. A
/// weight of 0 shows the values as they are. The division is Adam's bias correction (Kingma and Ba
/// 2014). A series of equal values stays exactly itself, as it does in TensorBoard.
public struct ExponentialMovingAverage: Sendable, Hashable {
  /// The share of the past that is kept at each value, 0 up to but not including 1.
  public let weight: Double
  private var average = 0.0
  /// wⁿ, the share of the initial 0 in the average.
  private var remainder = 1.0
  private var first: Double?
  private var isConstant = true

  /// Creates an average without values.
  ///
  /// - Parameter weight: 0 up to but not including 1; TensorBoard's default is 0.6.
  public init(weight: Double) {
    precondition(weight >= 0 && weight < 1, "a smoothing weight is 0 up to 1, not \(weight)")
    self.weight = weight
  }

  /// Takes the next value and returns the smoothed one.
  public mutating func push(_ value: Double) -> Double {
    if !value.isFinite { return value }
    if let first { isConstant = isConstant && value == first } else { first = value }
    average = weight * average + (1 - weight) * value
    remainder *= weight
    return isConstant || weight == 0 ? value : average / (1 - remainder)
  }

  /// Smooths a whole series.
  public static func smooth(_ values: [Double], weight: Double) -> [Double] {
    var average = Self(weight: weight)
    return values.map { average.push($0) }
  }
}
