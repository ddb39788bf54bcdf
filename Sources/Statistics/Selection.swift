/// The element at index `place` of a sample in ascending order.
///
/// Quickselect with the median of the first, middle and last element as pivot. A range that does
/// not shrink often enough is sorted; so O(n) usually and O(n log n) at worst.
///
/// - Parameters:
///   - sample: The values, without NaN.
///   - place: 0 for the smallest, the count minus one for the largest.
///
/// - Returns: That element.
func element(of sample: [Double], at place: Int) -> Double {
  var (range, target) = (sample, [Double](repeating: 0, count: sample.count))
  var (low, high) = (0, sample.count)
  var rounds = 2 * (Int.bitWidth - sample.count.leadingZeroBitCount)
  while high - low > 1, rounds > 0 {
    rounds -= 1
    let (a, b, c) = (range[low], range[(low + high) / 2], range[high - 1])
    let pivot = max(min(a, b), min(max(a, b), c))
    let above = part(range.span, low..<high, at: pivot, into: &target)
    swap(&range, &target)
    if place < above {
      high = above
    } else if above > low {
      low = above
    } else {
      // The pivot is the smallest of all: remove the elements equal to it.
      low = high - keep(range.span, low..<high, above: pivot, in: &target)
      swap(&range, &target)
      if place < low { return pivot }
    }
  }
  return high - low == 1 ? range[low] : range[low..<high].sorted()[place - low]
}

/// Partitions a range: writes the elements below a pivot to its beginning and the others to its
/// end.
///
/// Branch-free: each element is written to both ends, and a counter decides which copy is kept,
/// because the comparison cannot be predicted. Nothing is read that has just been written.
///
/// - Returns: The index at which the others begin.
private func part(
  _ source: Span<Double>, _ range: Range<Int>, at pivot: Double, into target: inout [Double]
) -> Int {
  var target = target.mutableSpan
  var (front, back) = (range.lowerBound, range.upperBound - 1)
  for index in range {
    let value = source[index]
    target[front] = value
    target[back] = value
    let isBelow = value < pivot ? 1 : 0
    front &+= isBelow
    back &-= 1 &- isBelow
  }
  return front
}

/// Writes the elements of a range that are above a value to its end; returns how many they are.
private func keep(
  _ source: Span<Double>, _ range: Range<Int>, above value: Double, in target: inout [Double]
) -> Int {
  var kept = 0
  for index in range where source[index] > value {
    kept += 1
    target[range.upperBound - kept] = source[index]
  }
  return kept
}
