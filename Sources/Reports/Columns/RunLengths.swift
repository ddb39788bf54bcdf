/// Small numbers as Parquet packs them: runs of one number, and groups of eight packed bit by bit.
///
///     run      count · 2 as a varint | the number in whole bytes
///     groups   groups · 2 + 1 as a varint | eight numbers of `width` bits each, the lowest bit first
///
/// Source: Apache Parquet, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
struct RunLengths {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []
  private let width: Int
  /// Numbers that are not packed yet.
  private var waiting: [UInt32] = []

  /// Packs numbers of `width` bits each, 1 to 32.
  init(_ numbers: [UInt32], width: Int) {
    self.width = width
    var start = 0
    while start < numbers.count {
      let number = numbers[start]
      var end = start
      while end < numbers.count, numbers[end] == number { end += 1 }
      // Groups must be full before a run may follow.
      let filling = min(end - start, (8 - waiting.count % 8) % 8)
      if end - start - filling >= 8 {
        waiting += Array(repeating: number, count: filling)
        pack()
        write(end - start - filling, of: number)
      } else {
        waiting += Array(repeating: number, count: end - start)
      }
      start = end
    }
    pack()
  }

  private mutating func write(_ count: Int, of number: UInt32) {
    bytes.append(varint: UInt64(count) << 1)
    for byte in 0..<(width + 7) / 8 {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * byte)))
    }
  }

  private mutating func pack() {
    if waiting.isEmpty { return }
    let groups = (waiting.count + 7) / 8
    bytes.append(varint: UInt64(groups) << 1 | 1)
    waiting += Array(repeating: 0, count: groups * 8 - waiting.count)
    var (word, bits): (UInt64, Int) = (0, 0)
    for number in waiting {
      word |= UInt64(number) << UInt64(bits)
      bits += width
      while bits >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
        bits -= 8
      }
    }
    waiting.removeAll(keepingCapacity: true)
  }
}

extension Array<UInt8> {
  /// Appends a number in groups of seven bits, the lowest first; the highest bit says that more
  /// follow.
  mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 128 {
      append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
