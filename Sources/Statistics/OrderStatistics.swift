/// The middle value of a sample, or the mean of the two middle ones.
///
/// Values must not be NaN, which has no place in an order; infinities are allowed. O(n) for values
/// in no particular order, O(n log n) at worst.
///
/// - Returns: `nil` for an empty sample.
public func median(_ values: [Double]) -> Double? {
  if values.isEmpty { return nil }
  let middle = values.count / 2
  let upper = element(of: values, at: middle)
  if values.count % 2 == 1 { return upper }
  // The lower middle value: the largest of those below, if there are enough of them.
  var (lower, below) = (-Double.infinity, 0)
  for value in values {
    below &+= value < upper ? 1 : 0
    let candidate = value < upper ? value : -.infinity
    lower = candidate > lower ? candidate : lower
  }
  return 0.5 * ((below == middle ? lower : upper) + upper)
}

/// The value below which a share `p` of the sample lies, by linear interpolation of order
/// statistics.
///
/// Q(p) = x₍ₖ₎ + (h − k)(x₍ₖ₊₁₎ − x₍ₖ₎), h = (n − 1)p, k = ⌊h⌋, counted from 0: definition 7 of
/// Hyndman and Fan, "Sample quantiles in statistical packages", 1996, and NumPy's default. O(n log
/// n).
///
/// - Parameters:
///   - values: the sample, without NaN.
///   - p: a share, 0 to 1.
/// - Returns: `nil` for an empty sample.
public func quantile(_ values: [Double], _ p: Double) -> Double? {
  quantileOfSorted(values.sorted(), p)
}

/// ``quantile(_:_:)`` of a sample that is sorted already, in constant time.
public func quantileOfSorted(_ sorted: [Double], _ p: Double) -> Double? {
  precondition((0...1).contains(p), "a quantile is asked for at 0 to 1, not at \(p)")
  if sorted.isEmpty { return nil }
  let position = Double(sorted.count - 1) * p
  let below = Int(exactly: position.rounded(.down)) ?? 0
  let share = position - Double(below)
  if share == 0 { return sorted[below] }
  // The median of two must be exactly their mean, as everywhere else.
  if share == 0.5 { return 0.5 * (sorted[below] + sorted[below + 1]) }
  return sorted[below] + share * (sorted[below + 1] - sorted[below])
}

/// The median absolute deviation, MAD = med |xᵢ − med x|.
///
/// Not scaled; times 1.4826 (``standardDeviationsPerMAD``) it estimates the standard deviation of
/// normal data. It tolerates outliers in up to half of the sample. O(n log n).
///
/// - Returns: `nil` for an empty sample.
public func medianAbsoluteDeviation(_ values: [Double]) -> Double? {
  guard let centre = median(values) else { return nil }
  return median(values.map { abs($0 - centre) })
}

/// 1 / Φ⁻¹(¾) ≈ 1.4826: the ratio of a normal distribution's standard deviation to its MAD.
public let standardDeviationsPerMAD = 1.4826
