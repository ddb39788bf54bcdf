import TextFormats

/// Extracts points and facts from the records of one logger.
protocol BlockRecordDecoder: Sendable {
  /// Decodes the record in `range`.
  ///
  /// - Throws: if it is not a record of that logger; then `row` must be ignored.
  mutating func decode(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, row: inout LoggedRow,
    facts: inout BlockLogFacts
  ) throws(MalformedEvent)
}

/// What the records of a log say beside its points.
struct BlockLogFacts {
  var run = BlockLogRun()
  /// Whether the log says, as its last statement about it, that the run ended well.
  var isFinished = false
  /// The settings as JSON objects, one for each record that holds some.
  private(set) var attachments: [Attachment] = []
  private var settings: [UInt8] = []

  /// Adds a setting of the current record, whose value is JSON.
  mutating func addSetting(_ name: String, json: [UInt8]) {
    guard settings.count + json.count < Attachment.sizeLimit,
      let value = try? JSONReader.read(json[...])
    else { return }
    addSetting(name, value)
  }

  /// Adds a setting of the current record.
  mutating func addSetting(_ name: String, _ value: JSONValue) {
    var writer = JSONWriter()
    writer.object { writer in writer.field(name, value) }
    settings.append(settings.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
    settings += writer.buffer.bytes.dropFirst().dropLast()
  }

  /// Forgets the settings of a record that proved malformed.
  mutating func dropRecord() { settings = [] }

  /// Ends a record: its settings become one attachment.
  mutating func endRecord(step: Int64) {
    if settings.isEmpty { return }
    settings.append(UInt8(ascii: "}"))
    if attachments.count < Attachment.countLimit {
      attachments.append(
        Attachment(tag: "config", plugin: "text", content: settings, step: step))
    }
    settings = []
  }
}

extension PaddedBytes {
  /// The bytes of `range` as text; bytes that are not UTF-8 become U+FFFD.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// A `Timestamp { 1 seconds; 2 nanoseconds }` as seconds since the Unix epoch.
  func timestamp(_ range: Range<Int>) throws(MalformedEvent) -> Double {
    var (seconds, nanoseconds) = (0.0, 0.0)
    var timestamp = FieldCursor(range)
    while let field = try timestamp.next(in: self) {
      guard field.type == .varint else { continue }
      if field.number == 1 { seconds = Double(Int64(bitPattern: field.value)) }
      if field.number == 2 { nanoseconds = Double(Int64(bitPattern: field.value)) }
    }
    return seconds + nanoseconds / 1e9
  }
}
