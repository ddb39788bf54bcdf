import TextFormats

extension PaddedBytes {
  /// The number that `range` consists of, as JSON and Python write it; nil if it is not a number.
  @inline(__always)
  func jsonNumber(_ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    let isNegative = index < end && self[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    guard index < end, self[index] &- 48 < 10 else { return spelled(range) }
    var digits: UInt64 = 0
    var exponent = 0
    let start = index
    while index < end, self[index] &- 48 < 10 {
      digits = digits &* 10 &+ UInt64(self[index] &- 48)
      index += 1
    }
    var count = index - start
    if index < end, self[index] == UInt8(ascii: ".") {
      index += 1
      let point = index
      while index < end, self[index] &- 48 < 10 {
        digits = digits &* 10 &+ UInt64(self[index] &- 48)
        index += 1
      }
      exponent = point - index
      count += index - point
    }
    // Nineteen digits fit into 64 bits; longer numbers are rare.
    if count > 19 { return spelled(range) }
    if index < end {
      guard let power = jsonExponent(index..<end) else { return spelled(range) }
      exponent += power
    }
    guard let value = nearestDouble(to: digits, exponent: exponent) else { return spelled(range) }
    return isNegative ? -value : value
  }

  /// The exponent after a number, such as `e-05`; nil if it is malformed or has more than three
  /// digits.
  private func jsonExponent(_ range: Range<Int>) -> Int? {
    guard self[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = range.lowerBound + 1
    let isNegative = index < range.upperBound && self[index] == UInt8(ascii: "-")
    if isNegative || (index < range.upperBound && self[index] == UInt8(ascii: "+")) { index += 1 }
    guard index < range.upperBound, range.upperBound - index <= 3 else { return nil }
    var power = 0
    while index < range.upperBound {
      guard self[index] &- 48 < 10 else { return nil }
      power = 10 * power + Int(self[index] &- 48)
      index += 1
    }
    return isNegative ? -power : power
  }

  /// Uses the JSON reader for long numbers and for words such as `NaN`.
  private func spelled(_ range: Range<Int>) -> Double? {
    guard range.count <= 1024 else { return nil }
    return (try? JSONReader.read(bytes(range)[...]))?.number
  }
}
