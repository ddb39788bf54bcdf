/// A series smoothed by the mean of each value's neighbourhood, without lag.
///
/// Value i becomes the mean of the finite values among i − r … i + r, with r cut to the distance
/// from the nearer end: windows stay centred, so a straight line stays itself up to its ends. A value
/// whose window holds nothing finite stays as it is. O(n · radius).
///
/// - Parameters:
///   - values: the series, equally spaced.
///   - radius: how many neighbours on each side; at least 0.
/// - Returns: as many values as were given.
public func centredMean(_ values: [Double], radius: Int) -> [Double] {
  precondition(radius >= 0, "a radius is at least 0, not \(radius)")
  if radius == 0 { return values }
  return values.indices.map { i in
    let reach = min(radius, i, values.count - 1 - i)
    let window = values[i - reach...i + reach].filter(\.isFinite)
    return mean(window) ?? values[i]
  }
}
