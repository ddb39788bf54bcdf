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
  let count = sample.count
  // Two halves, one of which is read while the other is written.
  var scratch = sample
  scratch.reserveCapacity(2 * count)
  scratch += sample
  var (low, high) = (0, count)
  var (source, target) = (0, count)
  var rounds = 2 * (Int.bitWidth - count.leadingZeroBitCount)
  while high - low > 1, rounds > 0 {
    rounds -= 1
    let (a, b, c) = (
      scratch[source + low], scratch[source + (low + high) / 2], scratch[source + high - 1]
    )
    let pivot = max(min(a, b), min(max(a, b), c))
    let above = part(&scratch, low..<high, at: pivot, from: source, to: target)
    swap(&source, &target)
    if place < above {
      high = above
    } else if above > low {
      low = above
    } else {
      // The pivot is the smallest of all: remove the elements equal to it.
      low = high - keep(&scratch, low..<high, above: pivot, from: source, to: target)
      swap(&source, &target)
      if place < low { return pivot }
    }
  }
  if high - low == 1 { return scratch[source + low] }
  return scratch[source + low..<source + high].sorted()[place - low]
}

/// Partitions a range: writes the elements below a pivot to its beginning and the others to its
/// end.
///
/// Branch-free: each element is written to both ends, and a counter decides which copy is kept,
/// because the comparison cannot be predicted. Nothing is read that has just been written: the
/// range lies behind `source`, and is written behind `target`.
///
/// - Returns: The index at which the others begin.
private func part(
  _ scratch: inout [Double], _ range: Range<Int>, at pivot: Double, from source: Int, to target: Int
) -> Int {
  var elements = scratch.mutableSpan
  var (front, back) = (target + range.lowerBound, target + range.upperBound - 1)
  for index in range {
    let value = elements[source + index]
    elements[front] = value
    elements[back] = value
    let isBelow = value < pivot ? 1 : 0
    front &+= isBelow
    back &-= 1 &- isBelow
  }
  return front - target
}

/// Writes the elements of a range that are above a value to its end; returns how many they are.
private func keep(
  _ scratch: inout [Double], _ range: Range<Int>, above value: Double, from source: Int,
  to target: Int
) -> Int {
  var kept = 0
  for index in range where scratch[source + index] > value {
    kept += 1
    scratch[target + range.upperBound - kept] = scratch[source + index]
  }
  return kept
}
