/// Finds how far values in a row stand out from the nine before them and the five after them: what each
/// has above the greater one of the two medians.
///
/// Two at a time, without a branch: medians by networks of minima and maxima.
///
/// - Parameters:
///   - values: Nine values, those that are looked at, and five.
///   - count: How many are looked at, an even number.
///   - prominences: Where it is put.
func findProminences(
  in values: Span<Double>, count: Int, _ prominences: inout MutableSpan<SIMD2<Double>>
) {
  var place = 0
  while place < count {
    let near = values.extracting(place..<place + 16)
    let level = medianOfNine(
      SIMD2(near[0], near[1]), SIMD2(near[1], near[2]), SIMD2(near[2], near[3]),
      SIMD2(near[3], near[4]), SIMD2(near[4], near[5]), SIMD2(near[5], near[6]),
      SIMD2(near[6], near[7]), SIMD2(near[7], near[8]), SIMD2(near[8], near[9]))
    let ahead = medianOfFive(
      SIMD2(near[10], near[11]), SIMD2(near[11], near[12]), SIMD2(near[12], near[13]),
      SIMD2(near[13], near[14]), SIMD2(near[14], near[15]))
    prominences[place / 2] = SIMD2(near[9], near[10]) - larger(level, ahead)
    place += 2
  }
}

/// The median of nine, in each lane.
///
/// It is that of three: of the greatest of the least, the middle one of the middle ones and the least of the
/// greatest of any three threes of them.
@inline(__always)
private func medianOfNine(
  _ v0: SIMD2<Double>, _ v1: SIMD2<Double>, _ v2: SIMD2<Double>, _ v3: SIMD2<Double>,
  _ v4: SIMD2<Double>, _ v5: SIMD2<Double>, _ v6: SIMD2<Double>, _ v7: SIMD2<Double>,
  _ v8: SIMD2<Double>
) -> SIMD2<Double> {
  let (a, b, c) = (sorted(v0, v1, v2), sorted(v3, v4, v5), sorted(v6, v7, v8))
  let least = larger(larger(a.least, b.least), c.least)
  let greatest = smaller(smaller(a.greatest, b.greatest), c.greatest)
  return sorted(least, sorted(a.middle, b.middle, c.middle).middle, greatest).middle
}

/// The median of five, in each lane.
@inline(__always)
func medianOfFive(
  _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>,
  _ e: SIMD2<Double>
) -> SIMD2<Double> {
  // The least and the greatest of four are not the median of five: it is that of the other three.
  let low = larger(smaller(a, b), smaller(c, d))
  let high = smaller(larger(a, b), larger(c, d))
  return larger(smaller(low, high), smaller(larger(low, high), e))
}

/// Three values in order, in each lane.
@inline(__always)
private func sorted(
  _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>
) -> (least: SIMD2<Double>, middle: SIMD2<Double>, greatest: SIMD2<Double>) {
  let (low, high) = (smaller(a, b), larger(a, b))
  return (smaller(low, c), larger(low, smaller(high, c)), larger(high, c))
}

// Two instructions without a branch, where `min` and `max` of the library compare twice.
@inline(__always)
func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
@inline(__always)
func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
@inline(__always)
private func smaller(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
  b.replacing(with: a, where: a .< b)
}
@inline(__always)
private func larger(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
  b.replacing(with: a, where: a .> b)
}
