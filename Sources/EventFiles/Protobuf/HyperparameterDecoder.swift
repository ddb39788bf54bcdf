public import Scalars

extension Attachment {
  /// The hyperparameters in the content, if it belongs to the `hparams` plugin.
  ///
  /// Empty if the content is of another kind than a session's start (an experiment, a session's
  /// end, a text). A name that occurs twice has its last value, and one without a value is
  /// ``HyperparameterValue/null``.
  ///
  /// - Returns: `nil` if the content is not a valid `HParamsPluginData`, or nested deeper than
  /// protobuf's own limit of 100 messages.
  ///
  /// - Complexity: Linear in the content's size, and so is the memory.
  public func hyperparameters() -> NamedValues<HyperparameterValue>? {
    guard plugin == "hparams" else { return [:] }
    var bytes = PaddedBytes(capacity: content.count)
    bytes.copy(content, 0..<content.count, to: 0)
    var decoder = HyperparameterDecoder()
    do throws(MalformedEvent) {
      try decoder.decode(0..<content.count, in: bytes)
      return decoder.values
    } catch { return nil }
  }
}

/// Decodes the content that the `hparams` plugin puts into a tag's metadata.
///
///     HParamsPluginData { 1 version; oneof { 2 experiment; 3 session_start_info; 4 session_end_info } }
///     SessionStartInfo { 1 map<string, Value> hparams; 2 model_uri; 3 monitor_url; 4 group_name; 5 time }
///     Value { oneof { 1 null; 2 number double; 3 string; 4 bool; 5 Struct; 6 ListValue } }
///     Struct { 1 map<string, Value> }  ListValue { 1 repeated Value }
struct HyperparameterDecoder {
  /// Messages are nested no deeper than this, so that no content can exhaust the stack.
  private static let depthLimit = 100

  private(set) var values: NamedValues<HyperparameterValue> = [:]

  /// Decodes the content in `range`.
  mutating func decode(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (2, .bytes), (4, .bytes):
        try check(field.content, in: bytes)
        values = [:]
      case (3, .bytes): try decodeSessionStart(field.content, in: bytes)
      default: break
      }
    }
  }

  /// Other members are only checked for correct framing; they are not used.
  private func check(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while try cursor.next(in: bytes) != nil {}
  }

  private mutating func decodeSessionStart(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes): try Self.decodeEntry(field.content, in: bytes, into: &values, depth: 2)
      case (2...4, .bytes): try bytes.requireText(field.content)
      default: break
      }
    }
  }

  /// An entry of a map: a message of key and value, either of which may be missing.
  private static func decodeEntry(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes,
    into values: inout NamedValues<HyperparameterValue>, depth: Int
  ) throws(MalformedEvent) {
    if depth >= depthLimit { throw MalformedEvent() }
    var key = ""
    var value = HyperparameterValue.null
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes): key = try text(field.content, in: bytes)
      case (2, .bytes): try merge(field.content, in: bytes, into: &value, depth: depth + 1)
      default: break
      }
    }
    values[key] = value
  }

  /// Merges a `Value` into the existing one: the last member wins, lists and structs are joined.
  private static func merge(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, into value: inout HyperparameterValue,
    depth: Int
  ) throws(MalformedEvent) {
    if depth >= depthLimit { throw MalformedEvent() }
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .varint): value = .null
      case (2, .fixed64): value = .number(Double(bitPattern: field.value))
      case (3, .bytes): value = .text(try text(field.content, in: bytes))
      case (4, .varint): value = .boolean(field.value != 0)
      case (5, .bytes):
        try mergeObject(field.content, in: bytes, into: &value, depth: depth + 1)
      case (6, .bytes): try mergeList(field.content, in: bytes, into: &value, depth: depth + 1)
      default: break
      }
    }
  }

  private static func mergeObject(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, into value: inout HyperparameterValue,
    depth: Int
  ) throws(MalformedEvent) {
    if depth >= depthLimit { throw MalformedEvent() }
    var entries: NamedValues<HyperparameterValue> = [:]
    if case .object(let before) = value { entries = before }
    // If they were held twice, adding the first entry would copy them all.
    value = .null
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      guard field.number == 1, field.type == .bytes else { continue }
      try decodeEntry(field.content, in: bytes, into: &entries, depth: depth + 1)
    }
    value = .object(entries)
  }

  private static func mergeList(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes, into value: inout HyperparameterValue,
    depth: Int
  ) throws(MalformedEvent) {
    if depth >= depthLimit { throw MalformedEvent() }
    var elements: [HyperparameterValue] = []
    if case .list(let before) = value { elements = before }
    value = .null
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      guard field.number == 1, field.type == .bytes else { continue }
      var element = HyperparameterValue.null
      try merge(field.content, in: bytes, into: &element, depth: depth + 1)
      elements.append(element)
    }
    value = .list(elements)
  }

  private static func text(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> String {
    try bytes.requireText(range)
    return String(decoding: bytes.bytes(range), as: UTF8.self)
  }
}
