/// Chooses the points of a series to draw if there are more than a drawing can show.
///
/// The series is divided into stretches of equal numbers of points. Of each stretch the smallest
/// and the largest value are kept, in their order; of the series the first and the last point. So
/// no extreme is lost. A stretch without a finite value keeps one point, which interrupts the line.
/// O(n).
///
/// - Parameters:
///   - values: The series.
///   - limit: The most points to keep; at least 4.
///
/// - Returns: Indices in order; all of them if there are no more than `limit`.
func thinnedIndices(_ values: [Double], to limit: Int) -> [Int] {
  precondition(limit >= 4, "a line is drawn with at least 4 points, not \(limit)")
  if values.count <= limit { return Array(values.indices) }
  let stretches = (limit - 2) / 2
  var kept = [0]
  for stretch in 0..<stretches {
    let start = stretch * values.count / stretches
    let end = (stretch + 1) * values.count / stretches
    for index in extremes(of: values, in: start..<end) where index != kept.last {
      kept.append(index)
    }
  }
  if kept.last != values.count - 1 { kept.append(values.count - 1) }
  return kept
}

/// The indices of the smallest and the largest finite value, in order; the first index if none is
/// finite.
private func extremes(of values: [Double], in range: Range<Int>) -> [Int] {
  var least: Int?
  var greatest: Int?
  for index in range where values[index].isFinite {
    if least.map({ values[index] < values[$0] }) ?? true { least = index }
    if greatest.map({ values[index] > values[$0] }) ?? true { greatest = index }
  }
  guard let least, let greatest else { return [range.lowerBound] }
  return least == greatest ? [least] : [min(least, greatest), max(least, greatest)]
}
