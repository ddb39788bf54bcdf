import Scalars

/// A binary format of few bits, whose numbers are held as `Double`.
struct NarrowFloat {
  /// The bits of a normal number's significand, with the leading one.
  let precision: Int
  /// The exponent of the smallest normal number, which is 2 to that power.
  let minimumExponent: Int

  /// The format of a number type of 16 or 8 bits.
  init(_ type: NumberType) {
    switch type {
    case .float16: (precision, minimumExponent) = (11, -14)
    case .bfloat16: (precision, minimumExponent) = (8, -126)
    case .float8E5M2: (precision, minimumExponent) = (3, -14)
    case .float8E5M2FNUZ: (precision, minimumExponent) = (3, -15)
    case .float8E4M3FN: (precision, minimumExponent) = (4, -6)
    case .float8E4M3FNUZ: (precision, minimumExponent) = (4, -7)
    case .float8E4M3B11FNUZ: (precision, minimumExponent) = (4, -10)
    case .float32, .float64, .integer, .boolean:
      preconditionFailure("\(type) is no narrow format")
    }
  }

  /// The shortest digits that read back as `number`, which is finite and positive; of those the closest.
  ///
  /// A number that the format does not hold is written in its digits as a `Double`. Slow: the candidates
  /// of one digit, two digits and so on are read back one by one.
  func decimal(_ number: Double) -> DecimalNumber {
    let exact = Schubfach.decimal(number)
    let unit = Double(
      sign: .plus, exponent: max(Int(number.exponent), minimumExponent) - precision + 1,
      significand: 1)
    guard number < unit * 2048, unit * Double(Int64(clamping: number / unit)) == number else {
      return exact
    }
    let isEven = Int64(clamping: number / unit) & 1 == 0
    let isUneven = number.significand == 1 && number.exponent > minimumExponent
    let low = number - unit / (isUneven ? 4 : 2)
    let high = number + unit / 2
    func readsBack(_ candidate: Double) -> Bool {
      isEven ? candidate >= low && candidate <= high : candidate > low && candidate < high
    }
    var power: UInt64 = 1
    while power <= exact.digits / 10 { power *= 10 }
    var zeros = String(power).count - 1
    while power > 1 {
      let below = exact.digits / power
      let twice = 2 * (exact.digits % power)
      let isBelowCloser = twice < power || (twice == power && below & 1 == 0)
      for digits in isBelowCloser ? [below, below + 1] : [below + 1, below] where digits > 0 {
        if let read = Double("\(digits)e\(exact.exponent + zeros)"), readsBack(read) {
          return DecimalNumber(digits: digits, exponent: exact.exponent + zeros)
        }
      }
      power /= 10
      zeros -= 1
    }
    return exact
  }
}
