/// The autocorrelation of a series, r(k) = Σ(yᵢ − ȳ)(yᵢ₊ₖ − ȳ) / Σ(yᵢ − ȳ)².
///
/// The usual biased estimator (Box and Jenkins): every lag is divided by the same sum, so |r| ≤ 1.
public struct Autocorrelation: Sendable {
  private let deviations: [Double]
  private let squares: Double

  /// Prepares a series, equally spaced and finite, in O(n).
  public init(_ values: [Double]) {
    let centre = mean(values) ?? 0
    deviations = values.map { $0 - centre }
    var sum = 0.0
    for deviation in deviations { sum += deviation * deviation }
    squares = sum
  }

  /// The autocorrelation at a lag, in O(n).
  ///
  /// - Parameter lag: the distance of the two values of a pair, in values; at least 0.
  ///
  /// - Returns: −1 to 1; 0 for a constant series, and if the lag leaves no pair.
  public func callAsFunction(lag: Int) -> Double {
    precondition(lag >= 0, "a lag is at least 0, not \(lag)")
    guard lag < deviations.count, squares > 0 else { return 0 }
    var products = 0.0
    for index in 0..<deviations.count - lag {
      products += deviations[index] * deviations[index + lag]
    }
    return products / squares
  }
}
