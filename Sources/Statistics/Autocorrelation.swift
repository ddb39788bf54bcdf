/// The autocorrelation of a series at a lag, r(k) = Σ(yᵢ − ȳ)(yᵢ₊ₖ − ȳ) / Σ(yᵢ − ȳ)².
///
/// The usual biased estimator (Box and Jenkins): every lag is divided by the same sum, so |r| ≤ 1.
/// O(n).
///
/// - Parameters:
///   - values: the series, equally spaced, finite.
///   - lag: how many values lie between the members of a pair; at least 0.
/// - Returns: −1 to 1; 0 for a constant series, and where the lag leaves no pair.
public func autocorrelation(_ values: [Double], lag: Int) -> Double {
  precondition(lag >= 0, "a lag is at least 0, not \(lag)")
  guard let centre = mean(values), lag < values.count else { return 0 }
  var (products, squares) = (0.0, 0.0)
  for i in values.indices {
    squares += (values[i] - centre) * (values[i] - centre)
    if i + lag < values.count { products += (values[i] - centre) * (values[i + lag] - centre) }
  }
  return squares > 0 ? products / squares : 0
}
