/// Whether the first name comes before the second in the order people expect: digits by their number.
///
/// `run_2` comes before `run_10`. Runs of digits compare by value, whatever their length; all else by
/// byte. Names that differ only in leading zeros are ordered by their bytes, so the order is total.
/// Linear in the length of the names.
func naturallyPrecedes(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
  switch naturalOrder(a, b) {
  case 0: a.lexicographicallyPrecedes(b)
  case let order: order < 0
  }
}

/// -1, 0 or 1 as the first name comes before, beside or after the second; digits by their number.
func naturalOrder(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Int {
  var i = a.startIndex
  var j = b.startIndex
  while i < a.endIndex, j < b.endIndex {
    if isDigit(a[i]), isDigit(b[j]) {
      let x = digits(of: a, from: &i)
      let y = digits(of: b, from: &j)
      if x.count != y.count { return x.count < y.count ? -1 : 1 }
      if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) ? -1 : 1 }
    } else {
      if a[i] != b[j] { return rank(a[i]) < rank(b[j]) ? -1 : 1 }
      a.formIndex(after: &i)
      b.formIndex(after: &j)
    }
  }
  if i < a.endIndex { return 1 }
  return j < b.endIndex ? -1 : 0
}

/// Whether the first run name comes before the second, a run always just before those below it.
func naturallyPrecedes(_ a: String, _ b: String) -> Bool {
  naturallyPrecedes(Array(a.utf8), Array(b.utf8))
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// A directory's own entries stay together: `/` comes before every other byte.
private func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }

/// The digits from `index` on without leading zeros; moves `index` behind them.
private func digits<Name: Collection<UInt8>>(
  of name: Name, from index: inout Name.Index
) -> Name.SubSequence {
  let start = index
  while index < name.endIndex, isDigit(name[index]) { name.formIndex(after: &index) }
  return name[start..<index].drop { $0 == UInt8(ascii: "0") }
}
