/// The indices of at most `count` points that preserve the shape of a curve: largest triangle three
/// buckets.
///
/// The first and the last point are kept. The others are divided into `count − 2` buckets of equal
/// numbers. From each bucket the point is kept that forms the largest triangle with the point kept
/// before it and the mean of the next bucket. Points that are not finite are skipped. O(n).
///
/// Source: S. Steinarsson, "Downsampling Time Series for Visual Representation", University of
/// Iceland, 2013.
///
/// - Parameters:
///   - x: The points' positions, in order.
///   - y: Their values; as many.
///   - count: How many points to keep at most, at least 3.
///
/// - Returns: Their indices, ascending; all of them if there are no more than `count`.
public func largestTriangles(_ x: [Double], _ y: [Double], keeping count: Int) -> [Int] {
  precondition(x.count == y.count, "\(x.count) places and \(y.count) values")
  precondition(count >= 3, "at least 3 points must stay, not \(count)")
  let n = x.count
  if n <= count { return Array(0..<n) }
  var kept = [0]
  kept.reserveCapacity(count)
  for bucket in 0..<(count - 2) {
    let start = 1 + (n - 2) * bucket / (count - 2)
    let end = 1 + (n - 2) * (bucket + 1) / (count - 2)
    let nextEnd = bucket + 1 == count - 2 ? n : 1 + (n - 2) * (bucket + 2) / (count - 2)
    let (meanX, meanY) = mean(x, y, end..<nextEnd)
    let (fromX, fromY) = (x[kept[bucket]], y[kept[bucket]])
    var best = start
    var largest = -1.0
    for place in start..<end {
      let area = abs((fromX - meanX) * (y[place] - fromY) - (fromX - x[place]) * (meanY - fromY))
      if area > largest {
        largest = area
        best = place
      }
    }
    kept.append(best)
  }
  kept.append(n - 1)
  return kept
}

/// The mean of the finite points in a range; of only their indices if none is finite.
private func mean(_ x: [Double], _ y: [Double], _ range: Range<Int>) -> (x: Double, y: Double) {
  let finite = range.filter { y[$0].isFinite }
  let places = finite.isEmpty ? Array(range) : finite
  let count = Double(places.count)
  return (
    places.reduce(0) { $0 + x[$1] } / count,
    finite.isEmpty ? 0 : finite.reduce(0) { $0 + y[$1] } / count
  )
}
