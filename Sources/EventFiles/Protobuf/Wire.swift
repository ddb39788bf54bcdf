/// An event whose bytes break protobuf's rules; its whole record is dropped.
struct MalformedEvent: Error {
  /// Whether the only fault is a string that is not UTF-8.
  var isInvalidString = false
}

/// What follows a field's key.
enum WireType: UInt64 {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5
}

/// One field of a message: its number, its wire type, and the position of its content.
struct Field {
  var number: UInt64
  var type: WireType
  /// The number of a varint or fixed field; 0 otherwise.
  var value: UInt64
  /// The content of a `bytes` field; empty otherwise.
  var content: Range<Int>
}

/// Iterates over the fields of one message within the buffer, by protobuf's rules.
///
/// Unknown groups are skipped here, nested up to a depth of 100, without recursion.
struct FieldCursor {
  /// How deep groups may be nested, as in the reference decoders.
  private static let depthLimit = 100

  private(set) var position: Int
  let end: Int

  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field; `nil` at the end of the message.
  @inline(__always)
  mutating func next(in bytes: borrowing PaddedBytes) throws(MalformedEvent) -> Field? {
    while position < end {
      let key = try key(in: bytes)
      if key.type == .groupStart {
        try skipGroup(key.number, in: bytes)
        continue
      }
      return try content(of: key, in: bytes)
    }
    return nil
  }

  @inline(__always)
  private mutating func key(
    in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> (number: UInt64, type: WireType) {
    let key = try varint(in: bytes)
    guard key <= UInt64(UInt32.max), key >> 3 != 0, let type = WireType(rawValue: key & 7) else {
      throw MalformedEvent()
    }
    return (key >> 3, type)
  }

  @inline(__always)
  private mutating func content(
    of key: (number: UInt64, type: WireType), in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> Field {
    var field = Field(number: key.number, type: key.type, value: 0, content: 0..<0)
    switch key.type {
    case .varint: field.value = try varint(in: bytes)
    case .fixed64:
      try need(8)
      field.value = bytes.word64(at: position)
      position += 8
    case .fixed32:
      try need(4)
      field.value = UInt64(bytes.word32(at: position))
      position += 4
    case .bytes:
      let length = try varint(in: bytes)
      guard length <= UInt64(end - position) else { throw MalformedEvent() }
      field.content = position..<position + Int(length)
      position += Int(length)
    case .groupStart, .groupEnd: throw MalformedEvent()
    }
    return field
  }

  @inline(__always)
  private func need(_ count: Int) throws(MalformedEvent) {
    if end - position < count { throw MalformedEvent() }
  }

  /// The next varint: at most ten bytes, bits beyond the 64th dropped.
  @inline(__always)
  mutating func varint(in bytes: borrowing PaddedBytes) throws(MalformedEvent) -> UInt64 {
    guard position < end else { throw MalformedEvent() }
    let first = bytes[position]
    if first < 0x80 {
      position += 1
      return UInt64(first)
    }
    return try longVarint(in: bytes)
  }

  private mutating func longVarint(
    in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<10 {
      guard position < end else { throw MalformedEvent() }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return value }
    }
    throw MalformedEvent()
  }

  private mutating func skipGroup(
    _ number: UInt64, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var open = [number]
    while let innermost = open.last {
      let key = try key(in: bytes)
      switch key.type {
      case .groupStart:
        if open.count >= Self.depthLimit { throw MalformedEvent() }
        open.append(key.number)
      case .groupEnd:
        if key.number != innermost { throw MalformedEvent() }
        open.removeLast()
      default: _ = try content(of: key, in: bytes)
      }
    }
  }
}

extension PaddedBytes {
  /// Throws unless the bytes of `range` are UTF-8.
  @inline(__always)
  func requireText(_ range: Range<Int>) throws(MalformedEvent) {
    for index in range where self[index] >= 0x80 {
      if String(validating: bytes(range), as: UTF8.self) == nil {
        throw MalformedEvent(isInvalidString: true)
      }
      return
    }
  }
}
