/// Finds how far values rise above the nine values before them and the five after them: each value
/// minus the larger of the two medians.
///
/// Medians come from sorting networks (minima and maxima only), in loops of a fixed length: so they
/// are free of branches and vectorize.
///
/// - Parameter row: Nine values, the 64 that are looked at, and five more.
///
/// - Returns: The prominence of each of the 64.
func findProminences(_ row: Span<Double>) -> InlineArray<64, Double> {
  // Arrays of fixed length, so that the compiler can drop the bounds checks.
  var values = InlineArray<78, Double>(repeating: 0)
  for place in 0..<78 { values[place] = row[place] }
  // Every three neighboring values, sorted; nine values are three such triples.
  var least = InlineArray<70, Double>(repeating: 0)
  var middle = InlineArray<70, Double>(repeating: 0)
  var greatest = InlineArray<70, Double>(repeating: 0)
  for place in 0..<70 {
    let three = inOrder(values[place], values[place + 1], values[place + 2])
    least[place] = three.least
    middle[place] = three.middle
    greatest[place] = three.greatest
  }
  var prominences = InlineArray<64, Double>(repeating: 0)
  for place in 0..<64 {
    let level = medianOfNine(
      (least[place], middle[place], greatest[place]),
      (least[place + 3], middle[place + 3], greatest[place + 3]),
      (least[place + 6], middle[place + 6], greatest[place + 6]))
    let ahead = medianOfFive(
      values[place + 10], values[place + 11], values[place + 12], values[place + 13],
      values[place + 14])
    prominences[place] = values[place + 9] - larger(level, ahead)
  }
  return prominences
}

/// The median of nine values.
func medianOfNine(_ values: Span<Double>) -> Double {
  medianOfNine(
    inOrder(values[0], values[1], values[2]), inOrder(values[3], values[4], values[5]),
    inOrder(values[6], values[7], values[8]))
}

/// The median of the first `count` of nine values.
///
/// Pads the array to nine with equal numbers of −∞ and +∞. If the number of pads is odd, returns
/// the mean of the medians with the extra pad at −∞ and at +∞.
func medianOfFirst(_ count: Int, of values: InlineArray<9, Double>) -> Double {
  func median(lowest: Int) -> Double {
    var nine = values
    for place in count..<9 { nine[place] = place - count < lowest ? -.infinity : .infinity }
    return medianOfNine(nine.span)
  }
  let places = 9 - count
  let upper = median(lowest: places / 2)
  return places % 2 == 0 ? upper : 0.5 * (median(lowest: places / 2 + 1) + upper)
}

/// Three values in order.
private typealias Three = (least: Double, middle: Double, greatest: Double)

@inline(__always)
private func inOrder(_ a: Double, _ b: Double, _ c: Double) -> Three {
  let (low, high) = (smaller(a, b), larger(a, b))
  return (smaller(low, c), larger(low, smaller(high, c)), larger(high, c))
}

/// The median of nine is the median of three values: the largest minimum, the median of the medians
/// and the smallest maximum.
@inline(__always)
private func medianOfNine(_ a: Three, _ b: Three, _ c: Three) -> Double {
  medianOfThree(
    larger(larger(a.least, b.least), c.least), medianOfThree(a.middle, b.middle, c.middle),
    smaller(smaller(a.greatest, b.greatest), c.greatest))
}

@inline(__always)
func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
  larger(smaller(a, b), smaller(larger(a, b), c))
}

@inline(__always)
func medianOfFive(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double) -> Double {
  // The smallest and the largest of four cannot be the median of five: that is the median of the
  // other three.
  let low = larger(smaller(a, b), smaller(c, d))
  let high = smaller(larger(a, b), larger(c, d))
  return medianOfThree(low, high, e)
}

// Two instructions without a branch; the library's `min` and `max` compare twice.
@inline(__always)
func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
@inline(__always)
func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
