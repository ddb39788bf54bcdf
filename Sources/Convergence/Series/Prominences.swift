/// Finds how far values in a row stand out from the nine before them and the five after them: what each has
/// above the greater one of the two medians.
///
/// Medians are found by networks of minima and maxima, in loops of a length that the compiler knows: without a
/// branch, and several values at a time.
///
/// - Parameter row: Nine values, those that are looked at, and five.
/// - Returns: What each of the 64 in between has.
func findProminences(_ row: Span<Double>) -> InlineArray<64, Double> {
  // In arrays whose length the compiler knows, so that no place is checked.
  var values = InlineArray<78, Double>(repeating: 0)
  for place in 0..<78 { values[place] = row[place] }
  // The threes of neighbours, each in order; a nine is three of them.
  var least = InlineArray<70, Double>(repeating: 0)
  var middle = InlineArray<70, Double>(repeating: 0)
  var greatest = InlineArray<70, Double>(repeating: 0)
  for place in 0..<70 {
    let (a, b, c) = (values[place], values[place + 1], values[place + 2])
    let (low, high) = (smaller(a, b), larger(a, b))
    least[place] = smaller(low, c)
    middle[place] = larger(low, smaller(high, c))
    greatest[place] = larger(high, c)
  }
  var prominences = InlineArray<64, Double>(repeating: 0)
  for place in 0..<64 {
    // The median of nine is that of three: of the greatest of the least, the middle one of the middle ones
    // and the least of the greatest.
    let level = medianOfThree(
      larger(larger(least[place], least[place + 3]), least[place + 6]),
      medianOfThree(middle[place], middle[place + 3], middle[place + 6]),
      smaller(smaller(greatest[place], greatest[place + 3]), greatest[place + 6]))
    let ahead = medianOfFive(
      values[place + 10], values[place + 11], values[place + 12], values[place + 13],
      values[place + 14])
    prominences[place] = values[place + 9] - larger(level, ahead)
  }
  return prominences
}

/// The median of nine values, as above.
func medianOfNine(_ values: Span<Double>) -> Double {
  func three(_ place: Int) -> (least: Double, middle: Double, greatest: Double) {
    let (a, b, c) = (values[place], values[place + 1], values[place + 2])
    let (low, high) = (smaller(a, b), larger(a, b))
    return (smaller(low, c), larger(low, smaller(high, c)), larger(high, c))
  }
  let (a, b, c) = (three(0), three(3), three(6))
  return medianOfThree(
    larger(larger(a.least, b.least), c.least), medianOfThree(a.middle, b.middle, c.middle),
    smaller(smaller(a.greatest, b.greatest), c.greatest))
}

@inline(__always)
private func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
  larger(smaller(a, b), smaller(larger(a, b), c))
}

@inline(__always)
func medianOfFive(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double) -> Double {
  // The least and the greatest of four are not the median of five: it is that of the other three.
  let low = larger(smaller(a, b), smaller(c, d))
  let high = smaller(larger(a, b), larger(c, d))
  return medianOfThree(low, high, e)
}

// Two instructions without a branch, where `min` and `max` of the library compare twice.
@inline(__always)
func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
@inline(__always)
func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
