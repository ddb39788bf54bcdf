/// Whether the first name comes before the second in the order people expect: numbers by their
/// value.
///
/// `run_2` comes before `run_10`. Sequences of digits compare by value, whatever their length;
/// everything else by byte. Names that differ only in leading zeros are ordered by their bytes, so
/// the order is total. Linear in the length of the names.
public func naturallyPrecedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  switch naturalOrder(a, b) {
  case 0: a.lexicographicallyPrecedes(b)
  case let order: order < 0
  }
}

/// -1, 0 or 1 if the first name comes before, is equal to, or comes after the second; numbers by
/// their value.
func naturalOrder(_ a: [UInt8], _ b: [UInt8]) -> Int { naturalOrder(a.span, b.span) }

private func naturalOrder(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
  // Names in a directory are similar: their common beginning is skipped, but numbers only as a
  // whole.
  var i = 0
  while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
  var end = i
  while end < a.count, end < b.count, isDigit(a[end]), isDigit(b[end]) { end += 1 }
  if end > i, end == a.count || !isDigit(a[end]), end == b.count || !isDigit(b[end]) {
    // Numbers with equally many digits: the first digit that differs decides.
    return a[i] < b[i] ? -1 : 1
  }
  while i > 0, isDigit(a[i - 1]) { i -= 1 }
  var j = i
  while i < a.count, j < b.count {
    if isDigit(a[i]), isDigit(b[j]) {
      let x = number(in: a, from: &i)
      let y = number(in: b, from: &j)
      if x.count != y.count { return x.count < y.count ? -1 : 1 }
      for (p, q) in zip(x, y) where a[p] != b[q] { return a[p] < b[q] ? -1 : 1 }
    } else {
      if a[i] != b[j] { return rank(a[i]) < rank(b[j]) ? -1 : 1 }
      i += 1
      j += 1
    }
  }
  if i < a.count { return 1 }
  return j < b.count ? -1 : 0
}

/// Whether the first run name comes before the second; a run always comes directly before those
/// below it.
public func naturallyPrecedes(_ a: String, _ b: String) -> Bool {
  naturallyPrecedes(Array(a.utf8), Array(b.utf8))
}

/// Whether a byte is an ASCII digit.
public func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// A directory's own entries stay together: `/` comes before every other byte.
private func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }

/// The range of the digits from `index` on, without leading zeros; moves `index` after them.
private func number(in name: Span<UInt8>, from index: inout Int) -> Range<Int> {
  while index < name.count, name[index] == UInt8(ascii: "0") { index += 1 }
  let start = index
  while index < name.count, isDigit(name[index]) { index += 1 }
  return start..<index
}
