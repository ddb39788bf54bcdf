/// The powers of ten from 10^−292 to 10^324, each as its leading 128 bits rounded up.
///
/// `10^k = f · 2^e` with `2^127 ≤ f < 2^128`; the table holds `⌈f⌉` as two words. It is computed
/// exactly from the powers of five, once, in about a tenth of a millisecond.
enum PowersOfTen {
  static let exponents = -292...324

  /// The upper and lower words, by `exponent − exponents.lowerBound`.
  private static let words: (high: InlineArray<617, UInt64>, low: InlineArray<617, UInt64>) = {
    var high = InlineArray<617, UInt64>(repeating: 0)
    var low = InlineArray<617, UInt64>(repeating: 0)
    for (index, leading) in (reciprocals().reversed() + powers()).enumerated() {
      (high[index], low[index]) = leading
    }
    return (high, low)
  }()

  /// The 128 bits that Schubfach multiplies a `Double` by.
  static func wide(_ exponent: Int) -> (high: UInt64, low: UInt64) {
    let index = exponent - exponents.lowerBound
    return (words.high[index], words.low[index])
  }

  /// The exponents that a `Float` needs.
  static let narrowExponents = -32...46

  /// The 64 bits, rounded up, that Schubfach multiplies a `Float` by, by `exponent −
  /// narrowExponents.lowerBound`.
  static let narrowWords: [UInt64] = narrowExponents.map { exponent in
    let (high, low) = wide(exponent)
    return high + (low == 0 ? 0 : 1)
  }

  /// The leading bits of 5^k from k = 0 on.
  private static func powers() -> [(UInt64, UInt64)] {
    var limbs = [UInt64](repeating: 0, count: 12)
    limbs[0] = 1
    var result: [(UInt64, UInt64)] = []
    for _ in 0...exponents.upperBound {
      result.append(leadingBits(limbs, isCut: false))
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = limbs[index].multipliedFullWidth(by: 5)
        let (sum, overflow) = product.low.addingReportingOverflow(carry)
        limbs[index] = sum
        carry = product.high + (overflow ? 1 : 0)
      }
    }
    return result
  }

  /// The leading bits of 5^−k from k = 1 on, from ⌊2^896 / 5^k⌋; truncating twice is the same as
  /// truncating once.
  private static func reciprocals() -> [(UInt64, UInt64)] {
    var limbs = [UInt64](repeating: 0, count: 15)
    limbs[14] = 1
    var result: [(UInt64, UInt64)] = []
    for _ in 1 ... -exponents.lowerBound {
      var remainder: UInt64 = 0
      for index in limbs.indices.reversed() {
        let (quotient, rest) = UInt64(5).dividingFullWidth((remainder, limbs[index]))
        limbs[index] = quotient
        remainder = rest
      }
      result.append(leadingBits(limbs, isCut: true))
    }
    return result
  }

  /// The first 128 bits of a number, rounded up if any lower bit is set or `isCut`.
  private static func leadingBits(_ limbs: [UInt64], isCut: Bool) -> (UInt64, UInt64) {
    guard let top = limbs.lastIndex(where: { $0 != 0 }) else { preconditionFailure("no bits") }
    func limb(_ index: Int) -> UInt64 { index >= 0 ? limbs[index] : 0 }
    let shift = limbs[top].leadingZeroBitCount
    func shifted(_ index: Int) -> UInt64 {
      shift == 0 ? limb(index) : limb(index) << shift | limb(index - 1) >> (64 - shift)
    }
    let below = shifted(top - 2) != 0 || limbs[..<max(0, top - 2)].contains { $0 != 0 }
    let (low, carry) = shifted(top - 1).addingReportingOverflow(below || isCut ? 1 : 0)
    return (shifted(top) + (carry ? 1 : 0), low)
  }
}
