/// Mann and Kendall's test for a monotone trend.
public struct MannKendall: Sendable, Hashable {
  /// S = Σᵢ<ⱼ sgn(yⱼ − yᵢ): rises minus falls over all pairs.
  public var score: Int
  /// S with the continuity correction, divided by its standard deviation; 0 if S is 0.
  public var z: Double
  /// The probability of a |z| at least as large without any trend, 2(1 − Φ(|z|)).
  public var pValue: Double

  /// Tests a series, in its order.
  ///
  /// Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18, the sum over groups of t equal values. Assumes
  /// independent values. No trend (z = 0, p = 1) for fewer than two different values. O(n²).
  /// Sources: Mann 1945, Econometrica 13, 245; Kendall, "Rank correlation methods", 1975.
  ///
  /// - Parameter values: the series, without NaN.
  public init(_ values: [Double]) {
    var score = 0
    for i in values.indices {
      for j in values.indices where j > i {
        score += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0
      }
    }
    let variance = Self.variance(of: values)
    self.score = score
    z = variance > 0 ? Double(score - score.signum()) / variance.squareRoot() : 0
    pValue = 2 * standardNormalDistribution(-abs(z))
  }

  private static func variance(of values: [Double]) -> Double {
    func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
    let sorted = values.sorted()
    var ties = 0.0
    var runStart = 0
    for i in sorted.indices where i + 1 == sorted.count || sorted[i + 1] != sorted[i] {
      ties += term(i + 1 - runStart)
      runStart = i + 1
    }
    return (term(values.count) - ties) / 18
  }
}
