/// The bytes of a record of one value as it was met before, with holes for wall time, step and
/// number.
///
///     length │ its CRC │ 09 │ wall time │ 10 │ step │ 2A │ size │ value … │ CRC of the payload
///     ━━━━━━━━━━━━━━━━━━━━━━             ━━━━   ┄┄    ━━━━━━━━━━━━━ except its number
///
/// Of the step's bytes, only the bits are compared that give their count. A record that matches is
/// equal to an already decoded one except in the holes and the payload's checksum. So its header is
/// good, and it decodes to one point of the same series.
struct RecordFrame {
  /// The offsets of the wall time and of the step in the record.
  static let wallTimeOffset = 13
  private static let stepOffset = 22
  /// The bytes compared at once.
  private static let blockSize = 64

  /// The record's first bytes, zero where nothing is compared; initially such that no record
  /// matches.
  private var head = SIMD8<UInt64>(repeating: .max)
  /// All ones where `head` is compared.
  private var headMask = SIMD8<UInt64>()
  /// The bytes of the record; 0 while there is none.
  private(set) var size = 0
  /// The offset of the value in the record.
  private(set) var valueOffset = 0
  /// The offset of the number.
  private(set) var hole = 0
  /// A mask of the step's bits in the eight bytes from its offset on.
  private var stepMask: UInt64 = 0
  /// The indices of the further blocks among those of all frames, masked bytes and mask
  /// alternating.
  private var tail = 0..<0
  /// The number of further blocks there is room for.
  private var room = 0
  /// How often it was made.
  private var makings = 0
  private(set) var series: UInt32 = 0
  private(set) var number = ValueTemplate.Number.skipped
}

extension RecordFrame {
  /// Whether the record at `place` matches and ends before `end`.
  @inline(__always)
  func fits(
    _ place: Int, end: Int, in bytes: borrowing PaddedBytes, _ blocks: Span<SIMD8<UInt64>>
  ) -> Bool {
    if size > end &- place { return false }
    let difference = bytes.wideBlock(at: place) & headMask ^ head
    if difference.isAnything { return false }
    if tail.isEmpty { return true }
    return fitsTail(place, in: bytes, blocks)
  }

  @inline(__always)
  private func fitsTail(
    _ place: Int, in bytes: borrowing PaddedBytes, _ blocks: Span<SIMD8<UInt64>>
  ) -> Bool {
    var difference = SIMD8<UInt64>()
    var at = place
    for index in stride(from: tail.lowerBound, to: tail.upperBound, by: 2) {
      at &+= Self.blockSize
      difference |= bytes.wideBlock(at: at) & blocks[index &+ 1] ^ blocks[index]
    }
    return !difference.isAnything
  }

  /// The bits of the step of a record that matches, seven per byte.
  @inline(__always)
  func stepBits(of place: Int, in bytes: borrowing PaddedBytes) -> UInt64 {
    bytes.word64(at: place, plus: Self.stepOffset) & stepMask
  }

  /// Whether another record of the series is worth a new frame: not if the record size keeps
  /// alternating.
  var mayBeRemade: Bool { makings < 64 }

  /// Makes this the frame of a record whose only value has a template.
  ///
  /// - Parameters:
  ///   - place: The position of the record.
  ///   - value: The position of its value.
  ///   - template: The value's template.
  ///   - bytes: The buffer that contains them.
  ///   - blocks: The blocks of all frames; those that this one needs are added.
  mutating func remake(
    _ place: Int, value: Int, _ template: ValueTemplate, in bytes: borrowing PaddedBytes,
    blocks: inout [SIMD8<UInt64>]
  ) {
    valueOffset = value - place
    size = valueOffset + template.size + 4
    hole = valueOffset + template.hole
    series = template.series
    number = template.number
    let steps = stepBytes(place, in: bytes)
    stepMask = steps.isEmpty ? 0 : 0x7F7F_7F7F_7F7F_7F7F >> UInt64(64 - 8 * steps.count)
    makings += 1
    func part(_ start: Int) -> (masked: SIMD8<UInt64>, mask: SIMD8<UInt64>) {
      var mask = SIMD8<UInt64>(bitsOf: 0..<Self.wallTimeOffset, from: start)
      mask |= SIMD8(bitsOf: Self.wallTimeOffset + 8..<hole, from: start)
      mask |= SIMD8(bitsOf: hole + template.holeSize..<size - 4, from: start)
      mask &= ~SIMD8(bitsOf: steps, from: start) | 0x8080_8080_8080_8080
      return (bytes.wideBlock(at: place + start) & mask, mask)
    }
    (head, headMask) = part(0)
    let needed = 2 * ((size - 5) / Self.blockSize)
    if needed > room {
      room = needed
      tail = blocks.count..<blocks.count
      blocks.append(contentsOf: repeatElement(SIMD8(), count: needed))
    }
    tail = tail.lowerBound..<tail.lowerBound + needed
    // Usually there is none, and no array is accessed.
    if needed == 0 { return }
    for (block, index) in stride(from: tail.lowerBound, to: tail.upperBound, by: 2).enumerated() {
      (blocks[index], blocks[index + 1]) = part((block + 1) * Self.blockSize)
    }
  }

  /// The range of the step's bytes in a record, relative to its start; empty if it has no step.
  private func stepBytes(_ place: Int, in bytes: borrowing PaddedBytes) -> Range<Int> {
    var end = Self.stepOffset
    if bytes[place + end - 1] != 0x10 { return end..<end }
    while bytes[place + end] >= 0x80 { end += 1 }
    return Self.stepOffset..<end + 1
  }
}

extension SIMD8<UInt64> {
  /// A mask with all bits of some bytes of a record, as far as they are in the block that begins at
  /// `start`.
  fileprivate init(bitsOf bytes: Range<Int>, from start: Int) {
    self = Self.first(bytes.upperBound - start) & ~Self.first(bytes.lowerBound - start)
  }

  /// A mask with all bits of the first `count` bytes set.
  private static func first(_ count: Int) -> Self {
    var bits = Self()
    for word in 0..<8 {
      let left = count - 8 * word
      bits[word] = left >= 8 ? .max : 1 &<< UInt64(8 * Swift.max(left, 0)) &- 1
    }
    return bits
  }

  /// Whether any bit is set.
  @inline(__always)
  fileprivate var isAnything: Bool {
    let quarter = lowHalf | highHalf
    let eighth = quarter.lowHalf | quarter.highHalf
    return eighth[0] | eighth[1] != 0
  }
}

extension UInt64 {
  /// The lower seven bits of each byte as one number (a varint's value); the other bits must be
  /// zero.
  @inline(__always)
  var joinedSevens: UInt64 {
    // Joined in pairs, fours and eights.
    var bits = self
    bits = bits & 0x007F_007F_007F_007F | (bits & 0x7F00_7F00_7F00_7F00) >> 1
    bits = bits & 0x0000_3FFF_0000_3FFF | (bits & 0x3FFF_0000_3FFF_0000) >> 2
    return bits & 0x0FFF_FFFF | (bits & 0x0FFF_FFFF_0000_0000) >> 4
  }
}
