/// How many neighbors on each side define what is usual around a value.
private let neighbours = 4

/// A series smoothed by a centred mean that single spikes do not bend.
///
/// Values more than 6 robust standard deviations off the median of the nine around them take no
/// part (Hampel's identifier: F. R. Hampel, "The influence curve and its role in robust
/// estimation", 1974), so that a spike of up to four points leaves the line where it was, while a
/// lasting change is followed. At its end, where a centred window shrinks to the last value, the
/// line is the least-squares line of the last `radius` values instead. O(n).
///
/// - Parameters:
///   - values: the series, equally spaced.
///   - radius: how many neighbours on each side are averaged.
/// - Returns: as many values as were given; one whose window holds nothing finite stays as it is.
public func spikeFreeMean(_ values: [Double], radius: Int) -> [Double] {
  let usual = values.indices.map { isSpike(values, $0) ? .nan : values[$0] }
  var smooth = slidingCentredMean(usual, radius: radius)
  for index in smooth.indices where smooth[index].isNaN { smooth[index] = values[index] }
  let end = max(0, values.count - radius)..<values.count
  let known = end.filter { usual[$0].isFinite }
  guard known.count >= 8,
    let line = leastSquares(x: known.map(Double.init), y: known.map { usual[$0] })
  else { return smooth }
  for index in values.count - radius / 2..<values.count where values[index].isFinite {
    // Changes gradually from the mean to the line.
    let share = Double(index - (values.count - radius / 2) + 1) / Double(max(1, radius / 2))
    smooth[index] += share * (line(Double(index)) - smooth[index])
  }
  return smooth
}

private func isSpike(_ values: [Double], _ index: Int) -> Bool {
  guard values[index].isFinite, values.count > 2 * neighbours else { return false }
  let first = max(0, min(index - neighbours, values.count - 2 * neighbours - 1))
  let window = values[first...first + 2 * neighbours].filter(\.isFinite)
  guard window.count > neighbours, let middle = median(window),
    let deviation = medianAbsoluteDeviation(window), deviation > 0
  else { return false }
  return abs(values[index] - middle) > 6 * standardDeviationsPerMAD * deviation
}
