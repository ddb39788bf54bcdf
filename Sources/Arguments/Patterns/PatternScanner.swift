/// The characters of a pattern, and the current position.
struct PatternScanner {
  /// The pattern as it was written, slashes included.
  let written: String
  /// The offset of the characters in it.
  let offset: Int
  let isRegularExpression: Bool
  let scalars: [Unicode.Scalar]
  var position = 0

  init(written: String, body: Substring, offset: Int, isRegularExpression: Bool) {
    self.written = written
    self.offset = offset
    self.isRegularExpression = isRegularExpression
    scalars = Array(body.unicodeScalars)
  }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  /// Takes the next character if it is this one.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  /// Takes these characters if they come next.
  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  /// Takes the next character, whatever it is.
  mutating func take() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    position += 1
    return scalar
  }

  /// Takes a whole number without a sign.
  mutating func takeNumber() -> Int? {
    var number: Int?
    while let digit = next, ("0"..."9").contains(digit) {
      number = min((number ?? 0) * 10 + Int(digit.value - 48), 1_000_000)
      position += 1
    }
    return number
  }

  /// An error at an offset in the pattern.
  func error(_ reason: String, at position: Int) -> PatternError {
    PatternError(
      pattern: written, column: offset + position, reason: reason,
      isRegularExpression: isRegularExpression)
  }
}
