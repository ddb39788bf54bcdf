/// The double nearest to `digits · 10^exponent`, ties to even; nil if that cannot be decided here.
///
/// The leading 128 bits of the power of ten, rounded up, bound the product from above; the same
/// minus one from below. If both round to the same normal double, that is the nearest. Schubfach's
/// table is used here, too. Undecided are about one number in 2^60, numbers on a tie, and numbers
/// outside the normal range.
package func nearestDouble(to digits: UInt64, exponent: Int) -> Double? {
  if digits == 0 { return 0 }
  // Both are exact, so that the single operation rounds correctly.
  if digits < 1 << 53, (-22...22).contains(exponent) {
    let power = smallPowers[abs(exponent)]
    return exponent < 0 ? Double(digits) / power : Double(digits) * power
  }
  guard PowersOfTen.exponents.contains(exponent) else { return nil }
  let shift = digits.leadingZeroBitCount
  let word = digits << UInt64(shift)
  let power = PowersOfTen.wide(exponent)
  let top = word.multipliedFullWidth(by: power.high)
  let low = word.multipliedFullWidth(by: power.low)
  let (middle, carry) = top.low.addingReportingOverflow(low.high)
  let high = top.high + (carry ? 1 : 0)
  // 10^exponent is `power · 2^scale`, with `power` of 128 bits.
  let scale = (exponent * 217_706) >> 16 - 127
  let upper = Leading(high: high, middle: middle, hasMore: low.low != 0)
  let (lessLow, borrow) = low.low.subtractingReportingOverflow(word)
  let (lessMiddle, again) = middle.subtractingReportingOverflow(borrow ? 1 : 0)
  let lower = Leading(high: again ? high - 1 : high, middle: lessMiddle, hasMore: lessLow != 0)
  guard let value = upper.rounded(scale: scale + 128 - shift),
    value == lower.rounded(scale: scale + 128 - shift)
  else { return nil }
  return value
}

/// The powers of ten that a double holds exactly.
private let smallPowers: InlineArray<23, Double> = {
  var powers = InlineArray<23, Double>(repeating: 1)
  for index in 1..<23 { powers[index] = 10 * powers[index - 1] }
  return powers
}()

/// The leading bits of a product, and whether there are ones below them.
private struct Leading {
  var high: UInt64
  var middle: UInt64
  var hasMore: Bool

  /// The nearest double of `high.middle · 2^scale`, scaled so that `high` is whole; nil if it is
  /// not normal.
  func rounded(scale: Int) -> Double? {
    let shift = high.leadingZeroBitCount
    if shift > 1 { return nil }
    let word = shift == 0 ? high : high << 1 | middle >> 63
    let rest = shift == 0 ? middle : middle << 1
    var significand = word >> 11
    let below = word & 0x7FF
    let isAbove = below > 0x400 || (below == 0x400 && (rest != 0 || hasMore))
    let isTie = below == 0x400 && rest == 0 && !hasMore
    if isAbove || (isTie && significand & 1 == 1) { significand += 1 }
    var exponent = scale + 11 - shift + 52
    if significand == 1 << 53 {
      significand >>= 1
      exponent += 1
    }
    guard (-1022...1023).contains(exponent) else { return nil }
    return Double(
      sign: .plus, exponentBitPattern: UInt(exponent + 1023),
      significandBitPattern: significand & 0xF_FFFF_FFFF_FFFF)
  }
}
