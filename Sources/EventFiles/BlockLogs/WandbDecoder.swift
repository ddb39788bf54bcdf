import TextFormats

/// Decodes the records of Weights & Biases' `.wandb` files; for each step, only its history record
/// is used.
///
///     Record { 1 num; oneof { 2 history; 3 summary; 5 config; 17 run; 18 exit; … } }
///     HistoryRecord { 1 item (repeated); 2 step { 1 num } }
///     HistoryItem { 1 key; 2 nested_key (repeated); 16 value_json; or typed: 4 bool; 5 int64; 6 double; 8 json }
///     RunRecord { 1 run_id; 4 config; 8 display_name; 17 start_time { 1 seconds; 2 nanoseconds } }
///     ConfigRecord { 1 update (repeated) { 1 key; 2 nested_key (repeated); 16 value_json } }
///     RunExitRecord { 1 exit_code }
///
/// Names within objects are joined by dots. An object with the key `_type` is not a number but, for
/// example, an image or a histogram.
struct WandbDecoder: BlockRecordDecoder {
  private static let typeName = Array("_type".utf8)
  private static let dot = UInt8(ascii: ".")

  /// The names under which the current record has objects that are not numbers.
  private var media: [[UInt8]] = []

  mutating func decode(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow,
    facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var record = FieldCursor(range)
    while let field = try record.next(in: bytes) {
      if field.type != .bytes { continue }
      switch field.number {
      case 2: try decodeHistory(field.content, in: bytes, row: &row)
      case 5: try decodeConfig(field.content, in: bytes, facts: &facts)
      case 17: try decodeRun(field.content, in: bytes, facts: &facts)
      case 18: try decodeExit(field.content, in: bytes, facts: &facts)
      default: continue
      }
    }
  }

  // MARK: The history

  @inline(__always)
  private mutating func decodeHistory(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow
  ) throws(MalformedEvent) {
    media.removeAll(keepingCapacity: true)
    var step: Int64?
    var history = FieldCursor(range)
    while let field = try history.next(in: bytes) {
      if field.type != .bytes { continue }
      if field.number == 1 {
        try decodeItem(field.content, in: bytes, row: &row, step: &step)
      } else if field.number == 2 {
        var inner = FieldCursor(field.content)
        while let number = try inner.next(in: bytes) {
          if number.number == 1, number.type == .varint {
            row.step = Int64(bitPattern: number.value)
          }
        }
      }
    }
    if let step { row.step = step }
    if !media.isEmpty { row.drop(below: media) }
  }

  @inline(__always)
  private mutating func decodeItem(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow,
    step: inout Int64?
  ) throws(MalformedEvent) {
    var (key, json) = (0..<0, 0..<0)
    var names = 0
    var typed: Double?
    var item = FieldCursor(range)
    while let field = try item.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes):
        key = field.content
      case (2, .bytes):
        names += 1
        if names == 1, key.isEmpty { key = field.content }
      case (16, .bytes), (8, .bytes): json = field.content
      case (5, .varint): typed = Double(Int64(bitPattern: field.value))
      case (6, .fixed64): typed = Double(bitPattern: field.value)
      default: continue
      }
    }
    if key.isEmpty { return }
    if names > 1 { return try decodeNested(range, json, typed, in: bytes, row: &row) }
    let isOwn = bytes[key.lowerBound] == UInt8(ascii: "_")
    guard let value = typed ?? bytes.jsonNumber(json) else {
      if isOwn { return }
      return try decodeJSON(json, below: { $0.bytes(key) }, in: bytes, row: &row)
    }
    if isOwn, take(own: key, value, in: bytes, row: &row, step: &step) { return }
    try row.add(key, in: bytes, value)
  }

  /// Processes a value that the logger adds itself; false if the name is a user's.
  private func take(
    own key: Range<Int>, _ value: Double, in bytes: borrowing PaddedBytes, row: inout LoggedRow,
    step: inout Int64?
  ) -> Bool {
    if bytes.holds(Self.stepName, in: key) {
      step = Int64(exactly: value)
    } else if bytes.holds(Self.timeName, in: key) {
      row.wallTime = value
    } else {
      return bytes.holds(Self.runtimeName, in: key)
    }
    return true
  }

  private static let stepName = Array("_step".utf8)
  private static let timeName = Array("_timestamp".utf8)
  private static let runtimeName = Array("_runtime".utf8)

  /// An item whose name is stored in parts.
  private mutating func decodeNested(
    _ range: Range<Int>, _ json: Range<Int>, _ typed: Double?, in bytes: borrowing PaddedBytes,
    row: inout LoggedRow
  ) throws(MalformedEvent) {
    let names = try names(range, in: bytes)
    if names.last == Self.typeName {
      media.append(Self.joined(names.dropLast()))
    } else if names.first != Self.ownName {
      let name = Self.joined(names[...])
      if let value = typed ?? bytes.jsonNumber(json) { return try row.add(name, value) }
      try decodeJSON(json, below: { _ in name }, in: bytes, row: &row)
    }
  }

  private static func joined(_ names: ArraySlice<[UInt8]>) -> [UInt8] {
    Array(names.joined(separator: [dot]))
  }

  private static let ownName = Array("_wandb".utf8)

  private func names(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> [[UInt8]] {
    var names: [[UInt8]] = []
    var item = FieldCursor(range)
    while let field = try item.next(in: bytes) {
      if field.type == .bytes, field.number == 1 || field.number == 2 {
        names.append(bytes.bytes(field.content))
      }
    }
    return names
  }

  /// Adds the numbers of an object; anything else is ignored.
  private func decodeJSON(
    _ json: Range<Int>, below name: (borrowing PaddedBytes) -> [UInt8],
    in bytes: borrowing PaddedBytes, row: inout LoggedRow
  ) throws(MalformedEvent) {
    guard !json.isEmpty, bytes[json.lowerBound] == UInt8(ascii: "{"),
      let object = try? JSONReader.read(bytes.bytes(json)[...])
    else { return }
    // Uses a list of pending objects instead of recursion, since the input decides how deep objects
    // nest.
    var left: [(name: [UInt8], value: JSONValue)] = [(name(bytes), object)]
    while let (name, value) = left.popLast() {
      if let number = value.number { try row.add(name, number) }
      guard let members = value.members, value["_type"] == nil else { continue }
      for member in members.reversed() {
        left.append((name + [Self.dot] + Array(member.name.utf8), member.value))
      }
    }
  }

  // MARK: The run

  private func decodeRun(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var run = FieldCursor(range)
    while let field = try run.next(in: bytes) {
      if field.type != .bytes { continue }
      switch field.number {
      case 1: facts.run.id = bytes.text(field.content)
      case 4: try decodeConfig(field.content, in: bytes, facts: &facts)
      case 8: facts.run.displayName = bytes.text(field.content)
      case 17: facts.run.startTime = try bytes.timestamp(field.content)
      default: continue
      }
    }
  }

  private func decodeConfig(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var config = FieldCursor(range)
    while let field = try config.next(in: bytes) {
      guard field.number == 1, field.type == .bytes else { continue }
      let names = try names(field.content, in: bytes)
      if names.first == Self.ownName { continue }
      var update = FieldCursor(field.content)
      while let part = try update.next(in: bytes) {
        if part.number == 16, part.type == .bytes {
          facts.addSetting(
            String(decoding: Self.joined(names[...]), as: UTF8.self),
            json: bytes.bytes(part.content))
        }
      }
    }
  }

  private func decodeExit(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, facts: inout BlockLogFacts
  ) throws(MalformedEvent) {
    var code: UInt64 = 0
    var exit = FieldCursor(range)
    while let field = try exit.next(in: bytes) {
      if field.number == 1, field.type == .varint { code = field.value }
    }
    facts.isFinished = code == 0
  }
}
