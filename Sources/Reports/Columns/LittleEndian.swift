/// Numbers as little-endian bytes, as Arrow and Parquet keep them.
extension Array<UInt8> {
  /// Appends a whole number in all its bytes.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    for place in stride(from: 0, to: Number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number &>> Number(place)))
    }
  }

  /// Appends words, eight bytes each.
  mutating func append<Words: Collection>(
    words: Words, _ bits: (Words.Element) -> UInt64
  ) {
    append(addingCapacity: words.count * 8) { out in
      for word in words {
        let bits = bits(word)
        for shift in 0..<8 { out.append(UInt8(truncatingIfNeeded: bits &>> UInt64(8 &* shift))) }
      }
    }
  }

  /// Replaces the four bytes from an offset on.
  mutating func put(_ number: UInt32, at place: Int) {
    for byte in 0..<4 {
      self[place + byte] = UInt8(truncatingIfNeeded: number &>> UInt32(8 * byte))
    }
  }

  /// Appends zeros until the count is a multiple of a number.
  mutating func pad(to multiple: Int) {
    while !count.isMultiple(of: multiple) { append(0) }
  }
}
