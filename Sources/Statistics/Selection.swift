/// The element at index `place` of a sample in ascending order.
///
/// Hoare's selection by the median of the first, middle and last element; a range that does not shrink
/// often enough is sorted, so O(n) usually and O(n log n) at worst.
///
/// - Parameters:
///   - sample: The values, without NaN.
///   - place: 0 for the least, the count less one for the greatest.
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
      // The pivot is the least of all: those that equal it go.
      low = high - keep(range.span, low..<high, above: pivot, in: &target)
      swap(&range, &target)
      if place < low { return pivot }
    }
  }
  return high - low == 1 ? range[low] : range[low..<high].sorted()[place - low]
}

/// Writes those elements of a range that are below a pivot to its beginning and the others to its end.
///
/// Each is written to both ends, and one of them is kept by counting on: which element is below the pivot is
/// what nobody foresees, and nothing is read that has just been written.
///
/// - Returns: Where the others begin.
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

/// Writes those elements of a range that are above a value to its end; says how many they are.
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
