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
public func noiseFromSecondDifferences(_ y: Span<Double>) -> Double {
  guard y.count >= 5 else {
    var (low, high) = (Double.infinity, -Double.infinity)
    for i in y.indices { (low, high) = (min(low, y[i]), max(high, y[i])) }
    return y.isEmpty ? 0 : (high - low) / 2
  }
  // Because of rounding, values on a grid may differ by a little.
  var size = 0.0
  for i in y.indices { size = max(size, abs(y[i])) }
  let differences = (0..<y.count - 2).map { abs(y[$0 + 2] - 2 * y[$0 + 1] + y[$0]) }
  let robust = standardDeviationsPerMAD * (median(differences) ?? 0) / 6.0.squareRoot()
  if robust > 0x1p-45 * size { return robust }
  return 1.25 * differences.reduce(0, +) / Double(differences.count) / 6.0.squareRoot()
}

/// ``noiseFromSecondDifferences(_:)`` of an array.
public func noiseFromSecondDifferences(_ y: [Double]) -> Double {
  noiseFromSecondDifferences(y.span)
}
