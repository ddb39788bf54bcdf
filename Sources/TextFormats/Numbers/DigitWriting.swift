extension OutputSpan where Element == UInt8 {
  /// The largest number of bytes that a number needs.
  static var numberRoom: Int { 40 }

  /// Appends a decimal number as Python's `repr` lays it out: `0.0001`, `1.0`, `1e-05`, `1e+16`.
  ///
  /// There must be room for `numberRoom` bytes.
  @inline(__always)
  mutating func write(_ decimal: DecimalNumber, isNegative: Bool) {
    if isNegative { append(45) }
    if !writeShort(decimal) { writeLong(decimal) }
  }

  /// Writes a number of at most eight digits with up to seven before the point, like most logged
  /// floats.
  ///
  /// Returns false, with nothing written, for others.
  @inline(__always)
  private mutating func writeShort(_ decimal: DecimalNumber) -> Bool {
    if decimal.digits >= 100_000_000 { return false }
    let digits = eightDigits(of: decimal.digits)
    let leading = digits.trailingZeroBitCount / 8
    // The number is 0.d₁d₂… · 10^point.
    let point = 8 - leading + decimal.exponent
    if point < -3 || point > 7 { return false }
    let characters = digits &>> UInt64(truncatingIfNeeded: 8 * leading) | zeroCharacters
    let count = 8 - leading - digits.leadingZeroBitCount / 8
    if point > 0 {
      write(characters, count: point)
      let fraction = characters &>> UInt64(truncatingIfNeeded: 8 * point)
      write(fraction << 8 | 46, count: max(2, count - point + 1))
    } else {
      write(0x30_3030_2E30, count: 2 - point)
      write(characters, count: count)
    }
    return true
  }

  private mutating func writeLong(_ decimal: DecimalNumber) {
    let digits = DigitString(decimal.digits)
    let point = digits.end - digits.start + decimal.exponent
    if !digits.writeShort(to: &self, point: point, exponent: decimal.exponent) {
      digits.writeLong(to: &self, point: point)
    }
  }
}

/// The exponent of a number with at least two digits: `e-05`, `e+16`, `e-324`.
@inline(__always)
private func writeExponent(_ exponent: Int, to out: inout OutputSpan<UInt8>) {
  out.append(101)
  out.append(exponent < 0 ? 45 : 43)
  let magnitude = exponent.magnitude
  if magnitude >= 100 { out.append(UInt8(48 + magnitude / 100)) }
  out.append(UInt8(48 + magnitude / 10 % 10))
  out.append(UInt8(48 + magnitude % 10))
}

/// The decimal digits of a number of at most 17 digits, as characters in two words.
///
/// The number is `first` followed by the 16 characters of `upper` and `lower`, each with its first
/// character in the lowest byte; `start` and `end` bound the significant ones, 0 being `first`.
private struct DigitString {
  let first: UInt8
  let upper: UInt64
  let lower: UInt64
  /// The index of the first digit that is not 0.
  let start: Int
  /// The index after the last digit: 17.
  let end = 17
  /// The number of digits, without the zeros at the end; at least 1.
  let count: Int

  @inline(__always)
  init(_ number: UInt64) {
    let head = number / 100_000_000
    first = UInt8(truncatingIfNeeded: 48 + head / 100_000_000)
    let upperDigits = eightDigits(of: head % 100_000_000)
    let lowerDigits = eightDigits(of: number % 100_000_000)
    upper = upperDigits | zeroCharacters
    lower = lowerDigits | zeroCharacters
    let leading: Int =
      if first != 48 { 0 } else if upperDigits != 0 {
        1 + upperDigits.trailingZeroBitCount / 8
      } else if lowerDigits != 0 { 9 + lowerDigits.trailingZeroBitCount / 8 } else { 16 }
    let trailing: Int =
      if lowerDigits != 0 { lowerDigits.leadingZeroBitCount / 8 } else if upperDigits != 0 {
        8 + upperDigits.leadingZeroBitCount / 8
      } else { 16 }
    start = leading
    count = max(1, 17 - leading - trailing)
  }

  /// Writes a number of at most 15 characters, assembled in one word.
  ///
  /// Returns false, with nothing written, for a number that is longer or needs an exponent.
  @inline(__always)
  func writeShort(to out: inout OutputSpan<UInt8>, point: Int, exponent: Int) -> Bool {
    if start == 0 || point < -3 || point > 13 || exponent > 0 || count > 9 { return false }
    let characters = (UInt128(lower) << 64 | UInt128(upper)) >> UInt128(8 * (start - 1))
    let text: UInt128
    let length: Int
    if point <= 0 {
      // The five characters 0.000; the digits overwrite those of them that are not needed.
      let zeros = 2 - point
      text = characters << UInt128(8 * zeros) | 0x30_3030_2E30 & ((1 << UInt128(8 * zeros)) - 1)
      length = zeros + count
    } else {
      let position = UInt128(8 * point)
      let whole = characters & ((1 << position) - 1)
      let fraction = (characters >> position) << (position + 8)
      text = whole | 0x302E << position | fraction
      length = max(count + 1, point + 2)
    }
    out.write(UInt64(truncatingIfNeeded: text), count: min(8, length))
    if length > 8 { out.write(UInt64(truncatingIfNeeded: text >> 64), count: length - 8) }
    return true
  }

  /// Writes any number.
  func writeLong(to out: inout OutputSpan<UInt8>, point: Int) {
    if point < -3 || point > 16 {
      write(to: &out, from: 0, upTo: 1)
      if count > 1 {
        out.append(46)
        write(to: &out, from: 1, upTo: count)
      }
      writeExponent(point - 1, to: &out)
    } else if point <= 0 {
      out.append(48)
      out.append(46)
      for _ in point..<0 { out.append(48) }
      write(to: &out, from: 0, upTo: count)
    } else if point >= count {
      write(to: &out, from: 0, upTo: count)
      for _ in count..<point { out.append(48) }
      out.append(46)
      out.append(48)
    } else {
      write(to: &out, from: 0, upTo: point)
      out.append(46)
      write(to: &out, from: point, upTo: count)
    }
  }

  /// Writes the digits from one index to another, counted from the first that is not 0.
  @inline(__always)
  func write(to out: inout OutputSpan<UInt8>, from: Int, upTo: Int) {
    var index = start + from
    let stop = start + upTo
    if index == 0, stop > 0 {
      out.append(first)
      index = 1
    }
    var word = upper >> UInt64(8 * (max(index, 1) - 1))
    while index < min(stop, 9) {
      out.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
      index += 1
    }
    word = lower >> UInt64(8 * (max(index, 9) - 9))
    while index < stop {
      out.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
      index += 1
    }
  }
}
