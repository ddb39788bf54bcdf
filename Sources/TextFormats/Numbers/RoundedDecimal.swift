/// A positive number rounded to few decimal digits: `0.d₁d₂… · 10^point`.
///
/// The shortest digits that read back are rounded, half up: these are the digits that a reader
/// finds in the data. They are kept as one whole number, so that no memory is asked for.
struct RoundedDecimal: Equatable {
  /// All digits as a number; it does not end in a zero, unless it is 0.
  private var digits: UInt64
  /// How many digits there are; none for zero.
  private var count = 0
  /// The position of the decimal point, counted from before the first digit.
  private(set) var point = 0

  var isZero: Bool { digits == 0 }

  /// A whole number with all its digits.
  init(whole number: UInt64) { self.init(number, exponent: 0) }

  /// Rounds to a number of significant digits.
  init(_ number: Double, significant: Int) {
    self.init(exactly: number)
    round(to: significant)
  }

  /// Rounds to a number of digits after the decimal point.
  init(_ number: Double, decimals: Int) {
    self.init(exactly: number)
    round(to: point + decimals)
  }

  private init(exactly number: Double) {
    guard number > 0 else {
      self.init(0, exponent: 0)
      return
    }
    let decimal = Schubfach.decimal(number)
    self.init(decimal.digits, exponent: decimal.exponent)
  }

  private init(_ number: UInt64, exponent: Int) {
    digits = number
    if number == 0 { return }
    var zeros = 0
    while digits.isMultiple(of: 10) { (digits, zeros) = (digits / 10, zeros + 1) }
    var rest = digits
    while rest > 0 { (rest, count) = (rest / 10, count + 1) }
    point = count + exponent + zeros
  }

  private mutating func round(to kept: Int) {
    guard kept < count else { return }
    let exponent = point - kept
    if kept < 0 {
      self = RoundedDecimal(0, exponent: 0)
      return
    }
    let unit = Self.power(count - kept)
    let roundsUp = digits % unit >= unit / 2
    self = RoundedDecimal(digits / unit + (roundsUp ? 1 : 0), exponent: exponent)
  }

  /// 10 to a power from 0 to 19.
  private static func power(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// With a fixed number of decimals, the whole part grouped: `1,234.50`, or `1,234.5` trimmed.
  func fixed(decimals: Int, trimmed: Bool = false) -> String {
    let zero = UInt8(ascii: "0")
    var (rest, unit) = (digits, Self.power(max(0, count - 1)))
    // The next digit; zeros follow the last one.
    func next() -> UInt8 {
      if unit == 0 { return zero }
      defer { (rest, unit) = (rest % unit, unit / 10) }
      return zero + UInt8(rest / unit)
    }
    var text: [UInt8] = []
    text.reserveCapacity(2 * max(point, 1) + max(decimals, 0) + 1)
    for left in stride(from: point, to: 0, by: -1) {
      if left < point, left.isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
      text.append(next())
    }
    if text.isEmpty { text.append(zero) }
    let whole = text.count
    text.append(UInt8(ascii: "."))
    for place in 0..<max(decimals, 0) { text.append(point + place < 0 ? zero : next()) }
    if trimmed { while text.last == zero, text.count > whole + 1 { text.removeLast() } }
    if text.count == whole + 1 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// With an exponent, zeros at the end left out: `1.2e-5`.
  var scientific: String {
    let text = String(digits)
    let head = text.prefix(1)
    let tail = text.dropFirst()
    return head + (tail.isEmpty ? "" : "." + tail) + "e\(point - 1)"
  }
}
