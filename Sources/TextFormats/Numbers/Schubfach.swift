/// A positive number as `digits · 10^exponent`; the digits may end in zeros.
struct DecimalNumber: Equatable {
  var digits: UInt64
  var exponent: Int
}

/// The shortest decimal number that reads back as a given binary one, and of those the closest.
///
/// Source: R. Giulietti, "The Schubfach way to render doubles" (2020). With `v = c·2^q`, the
/// numbers that read back as `v` lie between `(4c−2)·2^(q−2)` (`4c−1` just above a power of two)
/// and `(4c+2)·2^(q−2)`, the ends included where `c` is even. `k` is chosen such that `10^k` fits
/// in that interval once or more and `10^(k+1)` once at most: so the answer is one of four
/// neighbours of `v`, two multiples of `10^(k+1)` and two of `10^k`.
enum Schubfach {
  /// The shortest digits of a finite positive number.
  static func decimal(_ number: Double) -> DecimalNumber {
    let field = number.significandBitPattern
    let exponent = Int(number.exponentBitPattern)
    let c = exponent == 0 ? field : field | 1 << 52
    let q = exponent == 0 ? -1074 : exponent - 1075
    if let whole = wholeNumber(c, q, bits: 52) { return DecimalNumber(digits: whole, exponent: 0) }

    let isUneven = field == 0 && exponent > 1
    let k = floorLog10(ofPowerOfTwo: q, isUneven: isUneven)
    let shift = UInt64(q + floorLog2(ofPowerOfTen: -k) + 1)
    let power = PowersOfTen.wide(-k)
    let lower = roundToOdd(power, (4 * c - 2 + (isUneven ? 1 : 0)) << shift)
    let middle = roundToOdd(power, (4 * c) << shift)
    let upper = roundToOdd(power, (4 * c + 2) << shift)
    return choose(lower, middle, upper, isEven: c & 1 == 0, k)
  }

  /// The shortest digits of a finite positive number.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - powers: `PowersOfTen.narrowWords`.
  /// - Returns: The digits.
  @inline(__always)
  static func decimal(_ number: Float, powers: Span<UInt64>) -> DecimalNumber {
    let field = UInt64(number.significandBitPattern)
    let exponent = Int(number.exponentBitPattern)
    let c = exponent == 0 ? field : field | 1 << 23
    let q = exponent == 0 ? -149 : exponent - 150
    if let whole = wholeNumber(c, q, bits: 23) { return DecimalNumber(digits: whole, exponent: 0) }

    let isUneven = field == 0 && exponent > 1
    let k = floorLog10(ofPowerOfTwo: q, isUneven: isUneven)
    let shift = UInt64(q + floorLog2(ofPowerOfTen: -k) + 1)
    let power = powers[-k - PowersOfTen.narrowExponents.lowerBound]
    let lower = roundToOdd(power, (4 * c - 2 + (isUneven ? 1 : 0)) << shift)
    let middle = roundToOdd(power, (4 * c) << shift)
    let upper = roundToOdd(power, (4 * c + 2) << shift)
    return choose(lower, middle, upper, isEven: c & 1 == 0, k)
  }

  /// `c·2^q` if that is a whole number of at most `bits + 1` bits: all its digits count.
  private static func wholeNumber(_ c: UInt64, _ q: Int, bits: Int) -> UInt64? {
    guard q <= 0, q >= -bits, c & (1 << UInt64(-q) - 1) == 0 else { return nil }
    return c >> UInt64(-q)
  }

  /// The choice among the four neighbours; all arguments are in units of `10^k / 4`.
  private static func choose(
    _ lower: UInt64, _ middle: UInt64, _ upper: UInt64, isEven: Bool, _ k: Int
  ) -> DecimalNumber {
    let low = isEven ? lower : lower + 1
    let high = isEven ? upper : upper - 1
    let s = middle / 4
    if s >= 10 {
      let tens = s / 10
      let isBelowInside = low <= 40 * tens
      let isAboveInside = 40 * tens + 40 <= high
      if isBelowInside != isAboveInside {
        return DecimalNumber(digits: tens + (isAboveInside ? 1 : 0), exponent: k + 1)
      }
    }
    let isBelowInside = low <= 4 * s
    let isAboveInside = 4 * s + 4 <= high
    if isBelowInside != isAboveInside {
      return DecimalNumber(digits: s + (isAboveInside ? 1 : 0), exponent: k)
    }
    let half = 4 * s + 2
    let roundsUp = middle > half || (middle == half && s & 1 == 1)
    return DecimalNumber(digits: s + (roundsUp ? 1 : 0), exponent: k)
  }

  /// `g·c / 2^128`, truncated, with the last bit set if anything was cut off.
  private static func roundToOdd(_ g: (high: UInt64, low: UInt64), _ c: UInt64) -> UInt64 {
    let below = g.low.multipliedFullWidth(by: c).high
    let (high, low) = g.high.multipliedFullWidth(by: c)
    let (rest, carry) = low.addingReportingOverflow(below)
    return (high &+ (carry ? 1 : 0)) | (rest > 1 ? 1 : 0)
  }

  /// `g·c / 2^64`, truncated to its upper part of the 96-bit product, with the last bit set if
  /// anything was cut off.
  private static func roundToOdd(_ g: UInt64, _ c: UInt64) -> UInt64 {
    let (high, low) = g.multipliedFullWidth(by: c)
    return high | (low >> 32 > 1 ? 1 : 0)
  }

  /// `⌊log10 2^q⌋`, or of three quarters of it if the interval is asymmetric.
  private static func floorLog10(ofPowerOfTwo q: Int, isUneven: Bool) -> Int {
    (q * 1_262_611 - (isUneven ? 524_031 : 0)) >> 22
  }

  /// `⌊log2 10^k⌋`.
  private static func floorLog2(ofPowerOfTen k: Int) -> Int { (k * 1_741_647) >> 19 }
}
