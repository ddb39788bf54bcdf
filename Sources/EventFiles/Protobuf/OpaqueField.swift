/// The one field of an event that makes it large, such as an image, found from the event's first bytes.
///
///     Event { …; 5 Summary { …; 1 Value { …; field: content; rest } } }
///
/// The value has to end where the event ends, so that all that stands behind the content is its own rest.
/// Without the content the event is a small one that means the same but for what the content holds.
struct OpaqueField {
  /// Fields of a value that never hold a number: images, histograms, audio.
  private static let neverScalar: Set<UInt64> = [3, 4, 5, 6]
  /// The field of a value that holds a tensor, which may be one of text.
  private static let tensor: UInt64 = 8

  /// Where the content stands in the payload.
  private(set) var content = 0..<0
  /// Where the tag of its value stands in the payload.
  private(set) var tag = 0..<0
  /// Whether the content is that of a tensor.
  private(set) var isTensor = false
  /// Where the sizes of the summary, the value and the content stand.
  private var sizes: [Range<Int>] = []
  private var position = 0

  /// Looks for the field in an event of `size` bytes that begins with `prefix`.
  ///
  /// `nil` where the event is not of this shape, and has to be read to be understood.
  init?(in prefix: [UInt8], size: Int) {
    var ways: ArraySlice<UInt64> = [5, 1]
    while let (number, end) = passSmallFields(of: prefix, before: size, in: ways.isEmpty) {
      guard let way = ways.popFirst() else {
        isTensor = number == Self.tensor
        content = position..<end
        if !isTensor, !Self.neverScalar.contains(number) { return nil }
        return
      }
      guard number == way, end == size else { return nil }
    }
    return nil
  }

  /// The event without the content, whose bytes from its end on are `rest`.
  ///
  /// The sizes keep their places: protobuf lets them be written with more bytes than they need.
  func condensed(_ prefix: [UInt8], rest: [UInt8]) -> [UInt8] {
    var bytes = Array(prefix[..<content.lowerBound])
    for place in sizes {
      var size = 0
      for index in place.reversed() { size = size << 7 | Int(bytes[index] & 0x7F) }
      size -= content.count
      for index in place {
        let isLast = index == place.upperBound - 1
        bytes[index] = UInt8(size & 0x7F) | (isLast ? 0 : 0x80)
        size >>= 7
      }
    }
    return bytes + rest
  }

  /// Moves on to the content of the field that ends behind the prefix: its number, and where it ends.
  private mutating func passSmallFields(
    of prefix: [UInt8], before size: Int, in isValue: Bool
  ) -> (number: UInt64, end: Int)? {
    while let key = varint(of: prefix) {
      switch key & 7 {
      case 0: if varint(of: prefix) == nil { return nil }
      case 1: position += 8
      case 5: position += 4
      case 2:
        let start = position
        guard let count = varint(of: prefix), count <= UInt64(size - position) else { return nil }
        let end = position + Int(count)
        if end > prefix.count {
          sizes.append(start..<position)
          return (key >> 3, end)
        }
        if isValue, key >> 3 == 1 { tag = position..<end }
        position = end
      default: return nil
      }
    }
    return nil
  }

  /// A varint of up to nine bytes within the prefix.
  private mutating func varint(of prefix: [UInt8]) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard position < prefix.count else { return nil }
      let byte = prefix[position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
