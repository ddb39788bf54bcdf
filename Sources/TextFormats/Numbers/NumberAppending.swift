public import Scalars

extension ByteBuffer {
  /// Appends a number in the fewest digits that read back as the same `Double`, as Python's `repr`
  /// does.
  ///
  /// `nan`, `inf` and `-inf` are spelled like this; −0 is `-0.0`; an exponent is written below
  /// 10^−4 and from 10^16 on.
  public mutating func append(_ number: Double) {
    bytes.append(addingCapacity: OutputSpan<UInt8>.numberRoom) { $0.write(number) }
  }

  /// Appends a number in the fewest digits that read back as the same `Float`.
  public mutating func append(_ number: Float) {
    let powers = PowersOfTen.narrowWords
    bytes.append(addingCapacity: OutputSpan<UInt8>.numberRoom) {
      $0.write(number, powers: powers.span)
    }
  }

  /// Appends a whole number in decimal digits.
  public mutating func append(_ number: Int64) {
    bytes.append(addingCapacity: OutputSpan<UInt8>.numberRoom) { $0.write(number) }
  }

  /// Appends a number in the fewest digits that read back as the same value of the stored type.
  ///
  /// The number must be a value of that type; a whole number has no point, and a truth value is 0
  /// or 1. A number of 16 or 8 bits is written so that it reads back as a `Double`, because readers
  /// have no narrower type: a float16 32768 is not `32770.0`.
  public mutating func append(_ number: Double, as type: NumberType) {
    switch type {
    case .float32: append(Float(number))
    case .integer, .boolean:
      bytes.append(addingCapacity: OutputSpan<UInt8>.numberRoom) { $0.write(whole: number) }
    default: append(number)
    }
  }
}

extension OutputSpan where Element == UInt8 {
  /// Appends a number in the fewest digits that read back as the same `Double`.
  @inline(__always)
  mutating func write(_ number: Double) {
    if writeSpecial(number) { return }
    write(Schubfach.decimal(number.magnitude), isNegative: number.sign == .minus)
  }

  /// Appends a number in the fewest digits that read back as the same `Float`.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - powers: `PowersOfTen.narrowWords`, which a caller with many numbers fetches once.
  @inline(__always)
  mutating func write(_ number: Float, powers: Span<UInt64>) {
    if writeSpecial(Double(number)) { return }
    write(Schubfach.decimal(number.magnitude, powers: powers), isNegative: number.sign == .minus)
  }

  /// Appends a whole number without a point, and any other as it is.
  mutating func write(whole number: Double) {
    if let whole = Int64(exactly: number) {
      write(whole)
    } else if let whole = UInt64(exactly: number) {
      write(whole)
    } else {
      write(number)
    }
  }

  /// Appends zero, NaN or an infinity; false, with nothing written, for other numbers.
  @inline(__always)
  fileprivate mutating func writeSpecial(_ number: Double) -> Bool {
    if number.isFinite, number != 0 { return false }
    writeSpelled(number)
    return true
  }

  private mutating func writeSpelled(_ number: Double) {
    let text =
      if number.isNaN {
        "nan"
      } else if number == 0 { number.sign == .minus ? "-0.0" : "0.0" } else {
        number < 0 ? "-inf" : "inf"
      }
    for byte in text.utf8 { append(byte) }
  }
}
