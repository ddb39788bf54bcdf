public import Scalars

extension ByteBuffer {
  /// Appends a number in the fewest digits that read back as the same `Double`, as Python's `repr` does.
  ///
  /// `nan`, `inf` and `-inf` are spelled so; −0 is `-0.0`; an exponent is written below 10^−4 and from
  /// 10^16 on.
  public mutating func append(_ number: Double) {
    guard appendSpecial(number) else { return }
    append(
      Schubfach.decimal(number.magnitude), isNegative: number.sign == .minus)
  }

  /// Appends a number in the fewest digits that read back as the same `Float`.
  public mutating func append(_ number: Float) {
    guard appendSpecial(Double(number)) else { return }
    append(
      Schubfach.decimal(number.magnitude), isNegative: number.sign == .minus)
  }

  /// Appends a number in the fewest digits that read back as the same value of the stored type.
  ///
  /// The number must be one of that type's; a whole number has no point, and a truth value is 0 or 1.
  public mutating func append(_ number: Double, as type: NumberType) {
    switch type {
    case .float64: append(number)
    case .float32: append(Float(number))
    case .integer, .boolean: appendWhole(number)
    default:
      guard appendSpecial(number) else { return }
      append(
        NarrowFloat(type).decimal(number.magnitude), isNegative: number.sign == .minus)
    }
  }

  /// Appends a whole number without a point.
  private mutating func appendWhole(_ number: Double) {
    if number >= -0x1p63, number < 0x1p63, Double(Int64(number)) == number {
      append(Int64(number))
    } else if number >= 0x1p63, number < 0x1p64 {
      append(String(UInt64(number)))
    } else {
      append(number)
    }
  }

  /// Appends zero, NaN or an infinity; returns whether the number is none of these and remains to be written.
  private mutating func appendSpecial(_ number: Double) -> Bool {
    if number.isFinite, number != 0 { return true }
    if number.isNaN {
      append("nan")
    } else if number == 0 {
      append(number.sign == .minus ? "-0.0" : "0.0")
    } else {
      append(number < 0 ? "-inf" : "inf")
    }
    return false
  }
}
