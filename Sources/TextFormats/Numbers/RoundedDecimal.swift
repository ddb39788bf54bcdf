/// A positive number rounded to few decimal digits: `0.d₁d₂… · 10^point`.
///
/// The shortest digits that read back are rounded, half up: these are the digits that a reader
/// finds in the data.
struct RoundedDecimal: Equatable {
  /// The digits 0 to 9, without zeros at either end; none for zero.
  private(set) var digits: [UInt8]
  /// The position of the decimal point, counted from before the first digit.
  private(set) var point: Int

  var isZero: Bool { digits.isEmpty }

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
      (digits, point) = ([], 0)
      return
    }
    let decimal = Schubfach.decimal(number)
    digits = String(decimal.digits).utf8.map { $0 - 48 }
    point = digits.count + decimal.exponent
    trim()
  }

  private mutating func round(to count: Int) {
    guard count < digits.count else { return }
    let roundsUp = count >= 0 && digits[count] >= 5
    digits.removeSubrange(max(0, count)...)
    if roundsUp {
      while digits.last == 9 { digits.removeLast() }
      if let last = digits.popLast() {
        digits.append(last + 1)
      } else {
        digits = [1]
        point += 1
      }
    }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// With a fixed number of decimals, the whole part grouped: `1,234.50`, or `1,234.5` trimmed.
  func fixed(decimals: Int, trimmed: Bool = false) -> String {
    let zero = UInt8(ascii: "0")
    func digit(_ index: Int) -> UInt8 {
      zero + (digits.indices.contains(index) ? digits[index] : 0)
    }
    var text = grouped((0..<max(point, 0)).map(digit))
    if text.isEmpty { text.append(zero) }
    let whole = text.count
    text.append(UInt8(ascii: "."))
    for index in point..<point + max(decimals, 0) { text.append(digit(index)) }
    if trimmed { while text.last == zero, text.count > whole + 1 { text.removeLast() } }
    if text.count == whole + 1 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// With an exponent, zeros at the end left out: `1.2e-5`.
  var scientific: String {
    let text = digits.map(String.init).joined()
    let head = text.prefix(1)
    let tail = text.dropFirst()
    return head + (tail.isEmpty ? "" : "." + tail) + "e\(point - 1)"
  }
}
