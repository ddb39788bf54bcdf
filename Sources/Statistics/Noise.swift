/// The standard deviation of a series around its trend, from second differences.
///
/// For y = trend + noise with independent noise of standard deviation σ and a trend that is
/// straight over any three neighbours, yᵢ − 2yᵢ₊₁ + yᵢ₊₂ has standard deviation √6 σ, so
///
///     σ ≈ 1.4826 · med |yᵢ − 2yᵢ₊₁ + yᵢ₊₂| / √6.
///
/// The median ignores spikes and jumps. If more than half of the differences are 0 (quantised
/// values), their mean is used instead: σ ≈ 1.25 · mean / √6, 1.25 ≈ √(π/2). Under five values,
/// half their range. Positive autocorrelation makes it too small: pass means of blocks longer than
/// it lasts.
///
/// - Parameter y: the series, equally spaced, finite.
/// - Returns: 0 for fewer than two values. O(n log n).
public func noiseFromSecondDifferences(_ y: [Double]) -> Double {
  guard y.count >= 5 else {
    guard let low = y.min(), let high = y.max() else { return 0 }
    return (high - low) / 2
  }
  let differences = (0..<y.count - 2).map { (i: Int) -> Double in
    abs(y[i + 2] - 2 * y[i + 1] + y[i])
  }
  let robust = standardDeviationsPerMAD * (median(differences) ?? 0) / 6.0.squareRoot()
  // Because of rounding, values on a grid may differ by a little.
  let size = y.reduce(0) { max($0, abs($1)) }
  if robust > 0x1p-45 * size { return robust }
  return 1.25 * differences.reduce(0, +) / Double(differences.count) / 6.0.squareRoot()
}
