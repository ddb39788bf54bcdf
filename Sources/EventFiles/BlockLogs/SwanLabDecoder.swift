import TextFormats

/// Decodes the records of SwanLab's `.swanlab` files.
///
///     Record { 1 num; 2 timestamp; oneof { 10 start; 11 finish; 12 column; 13 scalar; … } }
///     Start { 1 project; 4 name; 10 id; 12 started_at }
///     Finish { 1 state }
///     Scalar { 1 key; 2 step; 4 timestamp { 1 seconds; 2 nanoseconds }; 5 value { 1 double } }
struct SwanLabDecoder: BlockRecordDecoder {
  mutating func decode(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow,
    facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var record = FieldCursor(range)
    while let field = try record.next(in: bytes) {
      if field.type != .bytes { continue }
      switch field.number {
      case 10: try decodeStart(field.content, in: bytes, facts: &facts)
      case 11: try decodeFinish(field.content, in: bytes, facts: &facts)
      case 13: try decodeScalar(field.content, in: bytes, row: &row)
      default: continue
      }
    }
  }

  private func decodeScalar(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow
  ) throws(MalformedEvent) {
    var key = 0..<0
    var value: Double?
    var scalar = FieldCursor(range)
    while let field = try scalar.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes): key = field.content
      case (2, .varint): row.step = Int64(bitPattern: field.value)
      case (4, .bytes): row.wallTime = try bytes.timestamp(field.content)
      case (5, .bytes): value = try number(field.content, in: bytes)
      default: continue
      }
    }
    if let value, !key.isEmpty { try row.add(key, in: bytes, value) }
  }

  /// The number in a value; 0 if it is left out, as in protobuf; nil if it is something else.
  private func number(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> Double? {
    var number: Double? = range.isEmpty ? 0 : nil
    var value = FieldCursor(range)
    while let field = try value.next(in: bytes) {
      if field.number == 1, field.type == .fixed64 { number = Double(bitPattern: field.value) }
    }
    return number
  }

  private func decodeStart(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var start = FieldCursor(range)
    while let field = try start.next(in: bytes) {
      if field.type != .bytes { continue }
      switch field.number {
      case 4: facts.run.displayName = bytes.text(field.content)
      case 10: facts.run.id = bytes.text(field.content)
      case 12: facts.run.startTime = try bytes.timestamp(field.content)
      default: continue
      }
    }
  }

  private func decodeFinish(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var state: UInt64 = 0
    var finish = FieldCursor(range)
    while let field = try finish.next(in: bytes) {
      if field.number == 1, field.type == .varint { state = field.value }
    }
    facts.isFinished = state == Self.success
  }

  private static let success: UInt64 = 1
}
