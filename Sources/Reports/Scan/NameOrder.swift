/// Whether a name comes before another: runs of digits by their value, all else by its bytes.
///
/// `run_2` comes before `run_10`; names that differ only in leading zeros go by their bytes, so that the
/// order is total. Linear in the length.
func namePrecedes(_ a: String, _ b: String) -> Bool {
  var x = Array(a.utf8)[...]
  var y = Array(b.utf8)[...]
  while let first = x.first, let second = y.first {
    if isDigit(first), isDigit(second) {
      let (m, n) = (takeNumber(&x), takeNumber(&y))
      if m.count != n.count { return m.count < n.count }
      if m != n { return m.lexicographicallyPrecedes(n) }
    } else {
      if first != second { return first < second }
      x.removeFirst()
      y.removeFirst()
    }
  }
  if x.isEmpty != y.isEmpty { return x.isEmpty }
  return a.utf8.lexicographicallyPrecedes(b.utf8)
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// The digits at the start, without zeros before them.
private func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let digits = bytes.prefix(while: isDigit)
  bytes = bytes.dropFirst(digits.count)
  return digits.drop { $0 == 48 }
}
