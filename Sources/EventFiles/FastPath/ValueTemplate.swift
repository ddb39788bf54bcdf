/// The bytes of a summary value as it was met before, with a hole for its number.
///
///     0A │ size │ 0A │ size │ tag │ 15 │ float                                    a `simple_value`
///     0A │ size │ 0A │ size │ tag │ 42 │ size │ 08 01 │ 12 00 │ 22 04 │ float │ …  a tensor, one of its forms
///
/// Values of one series differ only in the number. Equal bytes outside the hole decode to the same
/// result, so a value that matches needs no decoding.
struct ValueTemplate {
  /// The type of the number in the hole.
  enum Number: UInt8 {
    /// Anything: the series is not wanted.
    case skipped
    /// Four bytes of a float.
    case float
    /// Eight bytes of a double.
    case double
  }

  /// The bytes compared at once.
  static let blockSize = 32

  /// The value's first bytes, zero where nothing is compared.
  var head = SIMD4<UInt64>()
  /// All ones where `head` is compared.
  var headMask = SIMD4<UInt64>()
  /// The indices of the further blocks among those of all templates, masked bytes and mask
  /// alternating.
  var tail = 0..<0
  /// The length of the value in bytes, its key and size included.
  var size = 0
  /// The offset and the length of the number.
  var hole = 0
  var holeSize = 0
  var number = Number.skipped
  var series: UInt32 = 0
}

extension ValueTemplate {
  /// Makes a template from the value whose bytes are in `range`, and the blocks after its head.
  init(
    _ range: Range<Int>, hole: Range<Int>, number: Number, series: Int,
    in bytes: borrowing PaddedBytes, blocks: inout [SIMD4<UInt64>]
  ) {
    size = range.count
    self.hole = hole.lowerBound - range.lowerBound
    holeSize = hole.count
    self.number = number
    self.series = UInt32(truncatingIfNeeded: series)
    var start = range.lowerBound
    let firstBlock = blocks.count
    while start < range.upperBound {
      var mask = SIMD4<UInt64>()
      for index in start..<min(start + Self.blockSize, range.upperBound)
      where !hole.contains(index) {
        let place = index - start
        mask[place / 8] |= 0xFF << UInt64(8 * (place % 8))
      }
      let masked = bytes.block(at: start) & mask
      if start == range.lowerBound {
        (head, headMask) = (masked, mask)
      } else {
        blocks.append(masked)
        blocks.append(mask)
      }
      start += Self.blockSize
    }
    tail = firstBlock..<blocks.count
  }
}
