/// Writes wall times in the fewest digits that read back, with a fast path for times between 2004
/// and 2106.
///
/// In that range one unit in the last place of a `Double` is 2^−22 or 2^−21 s, so the shortest
/// digits have at most seven decimals: Schubfach's choice is made among fractions of a second in
/// 64-bit whole numbers. The digits of the second are kept, because the next wall time usually has
/// the same second.
struct WallTimeWriter {
  /// The second whose ten digits are cached.
  private var second: UInt64 = 0
  /// The first eight digits of `second`, then the last two, as ASCII.
  private var head: UInt64 = 0
  private var tens: UInt8 = 0
  private var ones: UInt8 = 0

  /// Ten to the power of the decimals.
  private static let scale: UInt64 = 10_000_000

  /// Appends a finite wall time; there must be room for `numberRoom` bytes.
  @inline(__always)
  mutating func write(_ wallTime: Double, to out: inout OutputSpan<UInt8>) {
    guard wallTime >= 0x1p30, wallTime < 0x1p32 else { return out.write(wallTime) }
    let fractionBits = UInt64(1_075 &- wallTime.exponentBitPattern)
    let significand = wallTime.significandBitPattern | 1 << 52
    let whole = significand &>> fractionBits
    if whole != second { prepare(whole) }
    out.write(head, count: 8)
    out.append(tens)
    out.append(ones)
    out.append(46)
    let fraction = significand & ((1 &<< fractionBits) &- 1)
    let digits = eightDigits(of: Self.decimals(of: fraction, fractionBits)) >> 8
    out.write(digits | zeroCharacters, count: max(1, 8 &- digits.leadingZeroBitCount / 8))
  }

  private mutating func prepare(_ whole: UInt64) {
    second = whole
    let last = whole % 100
    head = eightDigits(of: whole / 100) | zeroCharacters
    tens = UInt8(48 + last / 10)
    ones = UInt8(48 + last % 10)
  }

  /// The shortest decimals of `fraction / 2^bits` as seven digits, including zeros at the end.
  @inline(__always)
  private static func decimals(of fraction: UInt64, _ bits: UInt64) -> UInt64 {
    if fraction == 0 { return 0 }
    // In units of 10^−7 / 4, with `bits` bits after the point.
    let middle = fraction &* (4 &* scale)
    let margin = 2 &* scale &- (fraction & 1)
    let (low, high) = (middle &- margin, middle &+ margin)
    let s = (fraction &* scale) &>> bits
    let tens = s / 10
    let isTenBelow = low <= (40 &* tens) &<< bits
    let isTenAbove = (40 &* tens &+ 40) &<< bits <= high
    if isTenBelow != isTenAbove { return 10 &* tens &+ (isTenAbove ? 10 : 0) }
    let isBelow = low <= (4 &* s) &<< bits
    let isAbove = (4 &* s &+ 4) &<< bits <= high
    if isBelow != isAbove { return s &+ (isAbove ? 1 : 0) }
    let half = (4 &* s &+ 2) &<< bits
    return s &+ (middle > half || (middle == half && s & 1 == 1) ? 1 : 0)
  }
}
