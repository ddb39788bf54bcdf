/// The records of a pax header: `LENGTH KEY=VALUE` and a line feed, where LENGTH is that of the
/// whole record.
struct PaxRecords {
  private var values: [[UInt8]: [UInt8]] = [:]
  /// The pieces that GNU's sparse format 0.0 lists one by one, as numbers: start, count, start,
  /// count.
  private(set) var sparseNumbers: [Int64] = []

  /// No records.
  init() {}

  /// Reads records; nil if one is malformed.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    // Some writers pad with zero bytes.
    while let first = rest.first, first != 0 {
      guard let blank = rest.prefix(20).firstIndex(of: 0x20),
        let length = Self.whole(Array(rest[rest.startIndex..<blank])), length > 0,
        length <= Int64(rest.count)
      else { return nil }
      let end = rest.startIndex + Int(length)
      guard blank + 1 < end, rest[end - 1] == 10,
        let equals = rest[(blank + 1)..<end].firstIndex(of: UInt8(ascii: "="))
      else { return nil }
      let key = Array(rest[(blank + 1)..<equals])
      let value = Array(rest[(equals + 1)..<(end - 1)])
      if key.elementsEqual("GNU.sparse.offset".utf8)
        || key.elementsEqual("GNU.sparse.numbytes".utf8)
      {
        guard let number = Self.whole(value) else { return nil }
        sparseNumbers.append(number)
      } else {
        values[key] = value
      }
      rest = rest[end...]
    }
  }

  /// Adds other records, which replace those with the same key.
  mutating func add(_ others: PaxRecords) {
    values.merge(others.values) { $1 }
    if !others.sparseNumbers.isEmpty { sparseNumbers = others.sparseNumbers }
  }

  /// The value of a key; nil if there is none, or an empty one.
  subscript(key: String) -> [UInt8]? {
    guard let value = values[Array(key.utf8)], !value.isEmpty else { return nil }
    return value
  }

  /// The value of a key as a whole number.
  func number(_ key: String) -> Int64? { self[key].flatMap(Self.whole) }

  /// The time of a key in nanoseconds since the Unix epoch, from decimal seconds.
  func time(_ key: String) -> Int64? {
    guard let value = self[key] else { return nil }
    let isNegative = value.first == UInt8(ascii: "-")
    let parts = value.drop { $0 == UInt8(ascii: "-") }.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let seconds = Self.whole(Array(parts[0])), parts.count <= 2 else { return nil }
    var nanoseconds: Int64 = 0
    let digits = parts.count == 2 ? Array(parts[1]) : []
    for place in 0..<9 {
      let digit = place < digits.count ? digits[place] : 0x30
      guard 0x30...0x39 ~= digit else { return nil }
      nanoseconds = nanoseconds * 10 + Int64(digit - 0x30)
    }
    let time = nanosecondsOfSeconds(seconds) &+ nanoseconds
    return isNegative ? 0 &- time : time
  }

  /// Digits as a number; nil for anything else, and beyond 18 digits.
  static func whole(_ text: [UInt8]) -> Int64? {
    guard !text.isEmpty, text.count <= 18 else { return nil }
    var number: Int64 = 0
    for digit in text {
      guard 0x30...0x39 ~= digit else { return nil }
      number = number * 10 + Int64(digit - 0x30)
    }
    return number
  }
}

/// Seconds as nanoseconds, clamped to 64 bits.
func nanosecondsOfSeconds(_ seconds: Int64) -> Int64 {
  min(max(seconds, -9_000_000_000), 9_000_000_000) * 1_000_000_000
}
