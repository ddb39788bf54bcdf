/// The eight decimal digits of a number below 10^8, one per byte, the first in the lowest byte.
///
/// The number is split side by side in one word: into halves of four digits, quarters of two, then
/// single digits.
@inline(__always)
func eightDigits(of number: UInt64) -> UInt64 {
  let fours = number / 10_000 | (number % 10_000) << 32
  let hundreds = (fours &* 10_486) >> 20 & 0x7F_0000_007F
  let twos = (fours &- 100 &* hundreds) << 16 | hundreds
  let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
  return tens | (twos &- 10 &* tens) << 8
}

/// Added to a word of digits, as `eightDigits` gives them, this makes ASCII characters.
let zeroCharacters: UInt64 = 0x3030_3030_3030_3030

extension OutputSpan where Element == UInt8 {
  /// Appends the first characters of a 64-bit word; the first one is in its lowest byte.
  ///
  /// There must be room for all eight, even if fewer are appended: all are stored at once.
  @inline(__always)
  mutating func write(_ characters: UInt64, count: Int) {
    precondition(freeCapacity >= 8, "characters are stored eight at once")
    for index in 0..<8 { append(UInt8(truncatingIfNeeded: characters &>> UInt64(8 &* index))) }
    removeLast(8 - count)
  }

  /// Appends the decimal digits of a number; there must be room for 28 bytes.
  @inline(__always)
  mutating func write(_ number: UInt64) {
    if number < 100_000_000 { return write(small: number) }
    writeLarge(number)
  }

  private mutating func writeLarge(_ number: UInt64) {
    let upper = number / 100_000_000
    if upper < 100_000_000 {
      write(small: upper)
    } else {
      write(small: upper / 100_000_000)
      write(eightDigits(of: upper % 100_000_000) | zeroCharacters, count: 8)
    }
    write(eightDigits(of: number % 100_000_000) | zeroCharacters, count: 8)
  }

  @inline(__always)
  private mutating func write(small number: UInt64) {
    let digits = eightDigits(of: number)
    let leading = min(7, digits.trailingZeroBitCount / 8)
    write((digits | zeroCharacters) &>> UInt64(truncatingIfNeeded: 8 * leading), count: 8 - leading)
  }

  /// Appends a whole number in decimal digits; there must be room for 29 bytes.
  @inline(__always)
  mutating func write(_ number: Int64) {
    if number < 0 { append(45) }
    write(number.magnitude)
  }
}
