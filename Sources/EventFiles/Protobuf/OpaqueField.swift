/// The one field that makes an event large, such as an image, found from the event's first bytes.
///
///     Event { …; 5 Summary { …; 1 Value { …; field: content; rest } } }
///
/// The value must end at the end of the event, so that everything after the content belongs to the
/// value. Without the content, the event is a small one with the same meaning except for the
/// content.
struct OpaqueField {
  /// The field of an event that holds its summary, and that of a summary that holds a value.
  private static let summary: UInt64 = 5
  private static let value: UInt64 = 1
  /// The fields of a value that never hold a number: images, histograms, audio.
  private static let neverScalar: ClosedRange<UInt64> = 3...6
  /// The field of a value that holds a tensor, possibly a tensor of text.
  private static let tensor: UInt64 = 8

  /// The position of the content in the payload.
  private(set) var content = 0..<0
  /// The position of the tag of its value in the payload.
  private(set) var tag = 0..<0
  /// Whether the content is that of a tensor.
  private(set) var isTensor = false
  /// The positions of the sizes of the summary, the value and the content.
  private var sizes = InlineArray<3, Range<Int>>(repeating: 0..<0)
  /// The number of messages around the content, as far as it is known.
  private var depth = 0
  private var position = 0

  /// Looks for the field in an event of `size` bytes; the first bytes of its payload are in
  /// `prefix`.
  ///
  /// `nil` if the event does not have this structure, and must be read completely.
  init?(in bytes: borrowing PaddedBytes, _ prefix: Range<Int>, size: Int) {
    while let (number, end) = passSmallFields(of: bytes, prefix, before: size) {
      if depth == 3 {
        isTensor = number == Self.tensor
        content = position..<end
        if !isTensor, !Self.neverScalar.contains(number) { return nil }
        return
      }
      guard number == (depth == 1 ? Self.summary : Self.value), end == size else { return nil }
    }
    return nil
  }

  /// Writes the sizes of the enclosing messages without the content, into a copy of the event's
  /// start.
  ///
  /// They keep their length: protobuf allows sizes with more bytes than necessary.
  func condense(_ bytes: inout PaddedBytes) {
    for number in sizes.indices {
      let place = sizes[number]
      var size = 0
      for index in place.reversed() { size = size << 7 | Int(bytes[index] & 0x7F) }
      size -= content.count
      for index in place {
        let isLast = index == place.upperBound - 1
        bytes[index] = UInt8(size & 0x7F) | (isLast ? 0 : 0x80)
        size >>= 7
      }
    }
  }

  /// Skips fields up to the first that ends after the prefix; returns that field's number and end.
  private mutating func passSmallFields(
    of bytes: borrowing PaddedBytes, _ prefix: Range<Int>, before size: Int
  ) -> (number: UInt64, end: Int)? {
    while let key = varint(of: bytes, prefix) {
      switch key & 7 {
      case 0: if varint(of: bytes, prefix) == nil { return nil }
      case 1: position += 8
      case 5: position += 4
      case 2:
        let start = position
        guard let count = varint(of: bytes, prefix), count <= UInt64(size - position) else {
          return nil
        }
        let end = position + Int(count)
        if end > prefix.count {
          sizes[depth] = start..<position
          depth += 1
          return (key >> 3, end)
        }
        if depth == 2, key >> 3 == 1 { tag = position..<end }
        position = end
      default: return nil
      }
    }
    return nil
  }

  /// A varint of up to nine bytes within the prefix.
  private mutating func varint(of bytes: borrowing PaddedBytes, _ prefix: Range<Int>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard position < prefix.count else { return nil }
      let byte = bytes[prefix.lowerBound + position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
