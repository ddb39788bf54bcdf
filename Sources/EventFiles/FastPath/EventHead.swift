/// The fields of an event before its values, and the position of the first value.
struct EventHead {
  var wallTime: Double
  var step: Int64
  var values: Int
}

extension PaddedBytes {
  /// Parses an event that has a wall time, perhaps a step, and a summary, in this order.
  @inline(__always)
  func eventHead(in payload: Range<Int>) -> EventHead? {
    guard payload.upperBound &- payload.lowerBound >= 13, self[payload.lowerBound] == 0x09 else {
      return nil
    }
    let wallTime = Double(bitPattern: word64(at: payload.lowerBound &+ 1))
    var place = payload.lowerBound &+ 9
    var step: Int64 = 0
    if self[place] == 0x10 {
      guard let (value, size) = shortVarint(at: place &+ 1) else { return nil }
      step = value
      place &+= 1 &+ size
    }
    guard self[place] == 0x2A, let (size, sizeOfSize) = shortVarint(at: place &+ 1) else {
      return nil
    }
    place &+= 1 &+ sizeOfSize
    guard size > 0, Int(size) == payload.upperBound &- place else { return nil }
    return EventHead(wallTime: wallTime, step: step, values: place)
  }

  /// A varint of at most eight bytes, and its length.
  @inline(__always)
  private func shortVarint(at place: Int) -> (value: Int64, size: Int)? {
    let word = word64(at: place)
    if word & 0x80 == 0 { return (Int64(word & 0x7F), 1) }
    if word & 0x8000 == 0 { return (Int64(word & 0x7F | word >> 1 & 0x3F80), 2) }
    if word & 0x80_0000 == 0 {
      return (Int64(word & 0x7F | word >> 1 & 0x3F80 | word >> 2 & 0x1F_C000), 3)
    }
    let ends = ~word & 0x8080_8080_8080_8080
    if ends == 0 { return nil }
    let size = (ends.trailingZeroBitCount + 1) / 8
    let mask: UInt64 = 0x7F7F_7F7F_7F7F_7F7F >> UInt64(64 - 8 * size)
    return (Int64((word & mask).joinedSevens), size)
  }
}
