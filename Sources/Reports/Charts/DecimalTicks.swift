import Scalars
import TextFormats

/// Round numbers between two limits: whole multiples of 1, 2 or 5 times a power of ten.
struct DecimalTicks {
  /// 1, 2 or 5.
  let mantissa: Int
  /// The power of ten.
  let exponent: Int
  /// The first and the last multiple.
  let multiples: ClosedRange<Int64>

  /// Finds the smallest such step that has at most `count` multiples between the limits.
  init(_ lower: Double, _ upper: Double, atMost count: Int) {
    let wanted = max(2, count)
    var exponent = Self.exponentBelow((upper - lower) / Double(wanted + 1))
    var mantissas = [1, 2, 5][...]
    while true {
      let mantissa = mantissas.first ?? 1
      let range = Self.multiples(of: mantissa, exponent, lower, upper)
      if let range, range.upperBound - range.lowerBound < Int64(wanted) {
        (self.mantissa, self.exponent, self.multiples) = (mantissa, exponent, range)
        return
      }
      mantissas = mantissas.dropFirst()
      if mantissas.isEmpty {
        mantissas = [1, 2, 5]
        exponent += 1
      }
    }
  }

  /// The values between the limits.
  var values: [Double] { multiples.map { Self.value($0, mantissa, exponent) } }

  /// The largest multiple at most `value`, and the smallest multiple at least `value`.
  func below(_ value: Double) -> Double {
    Self.value(
      Int64(clamping: Self.quotient(value, mantissa, exponent).rounded(.down)), mantissa, exponent)
  }

  func above(_ value: Double) -> Double {
    Self.value(
      Int64(clamping: Self.quotient(value, mantissa, exponent).rounded(.up)), mantissa, exponent)
  }

  /// The values with their labels, all with as many decimals as the step needs.
  func ticks(_ numbers: ReadableNumbers) -> [ChartScale.Tick] {
    let largest = values.map(\.magnitude).max() ?? 0
    return values.map { value in
      ChartScale.Tick(value: value, label: label(value, largest: largest, numbers))
    }
  }

  private func label(_ value: Double, largest: Double, _ numbers: ReadableNumbers) -> String {
    if value == 0 { return "0" }
    if exponent < -4 || largest >= 1e7 {
      // Enough digits to make neighbors different: from the largest value's first digit to the
      // step's.
      let digits = max(1, Self.exponentBelow(value.magnitude) - exponent + 1)
      if largest >= 1e7, largest < 1e15 { return large(value, numbers) }
      return numbers.value(value, digits: min(17, digits), trimmed: true)
    }
    return numbers.fixed(value, decimals: max(0, -exponent))
  }

  private func large(_ value: Double, _ numbers: ReadableNumbers) -> String {
    let (scale, unit, shift) = value.magnitude >= 1e9 ? (1e9, " G", 9) : (1e6, " M", 6)
    return numbers.fixed(value / scale, decimals: max(0, shift - exponent)) + unit
  }

  private static func quotient(_ value: Double, _ mantissa: Int, _ exponent: Int) -> Double {
    let scaled = exponent >= 0 ? value / powerOfTen(exponent) : value * powerOfTen(-exponent)
    return scaled / Double(mantissa)
  }

  private static func multiples(
    of mantissa: Int, _ exponent: Int, _ lower: Double, _ upper: Double
  ) -> ClosedRange<Int64>? {
    // A limit that misses a multiple only by rounding counts as that multiple.
    let first = (quotient(lower, mantissa, exponent) - 1e-9).rounded(.up)
    let last = (quotient(upper, mantissa, exponent) + 1e-9).rounded(.down)
    guard first.magnitude < 1e15, last.magnitude < 1e15, first <= last else {
      // No round value lies between the limits: use the multiple below them.
      return first.magnitude < 1e15 && first > last
        ? Int64(clamping: last)...Int64(clamping: last) : nil
    }
    return Int64(clamping: first)...Int64(clamping: last)
  }

  private static func value(_ multiple: Int64, _ mantissa: Int, _ exponent: Int) -> Double {
    let whole = Double(multiple) * Double(mantissa)
    return exponent >= 0 ? whole * powerOfTen(exponent) : whole / powerOfTen(-exponent)
  }

  /// The largest e with 10^e at most `value`.
  static func exponentBelow(_ value: Double) -> Int {
    guard value > 0, value.isFinite else { return 0 }
    var exponent = 0
    var rest = value
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }
}

/// 10 to a power of 0 or more; exact up to 22.
func powerOfTen(_ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<exponent { result *= 10 }
  return result
}
