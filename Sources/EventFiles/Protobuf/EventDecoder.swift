/// One value of a summary, as found in the buffer; its parts are decoded on demand.
struct SummaryValue {
  /// The content of the oneof `value`: its last member on the wire.
  enum Content {
    /// Nothing.
    case none
    /// A `simple_value`.
    case simple(Float)
    /// A tensor: the indices of its parts in the decoder's `tensorParts`.
    case tensor(Range<Int>)
    /// An image, a histogram, audio, or the old histogram.
    case other
  }

  /// The position of its message.
  var range = 0..<0
  var tag = 0..<0
  var nodeName = 0..<0
  var content = Content.none
  /// The indices of its metadata in the decoder's `metadataParts`.
  var metadata = 0..<0
}

/// Decodes Events by protobuf's own rules.
///
/// The last value of a field wins, a new member of a oneof clears the other, messages merge,
/// unknown fields and wrong wire types are skipped, and a malformed message drops the whole record.
///
///     Event { 1 wall_time double; 2 step int64; oneof what { 3 file_version; 4 graph_def; 5 summary;
///             6 log_message; 7 session_log; 8 tagged_run_metadata; 9 meta_graph_def }; 10 source_metadata }
///
/// This is the readable decoder; the fast path before it must agree with it.
struct EventDecoder {
  /// The most values, tensors and metadata that one event may hold together.
  ///
  /// A value of two bytes takes seventy here: without a limit, a file could claim far more memory
  /// than its size.
  private static let partsLimit = 1 << 20

  /// The member of the oneof `what`.
  enum Content: Equatable {
    case none
    case fileVersion(Range<Int>)
    case summary
    case session(status: UInt64)
    /// Another member, by field number.
    case other(UInt64)
  }

  private(set) var wallTime = 0.0
  private(set) var step: Int64 = 0
  private(set) var content = Content.none
  /// The values of the summary.
  private(set) var values: [SummaryValue] = []
  /// The tensors of all values, in the order met: a tensor that occurs twice is merged.
  private(set) var tensorParts: [Range<Int>] = []
  /// The metadata of all values, in the order met.
  private(set) var metadataParts: [Range<Int>] = []
  /// Whether the summary consists of one value that holds a single tensor.
  var isOneTensor: Bool {
    guard values.count == 1, tensorParts.count == 1, case .tensor = values[0].content else {
      return false
    }
    return true
  }
  /// How many known fields came in another wire type; they are treated as unknown.
  private(set) var wrongWireTypes = 0
  /// Whether strings that are not UTF-8 are accepted.
  var keepsInvalidText = false

  /// Decodes the event in `range`.
  mutating func decode(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    wallTime = 0
    step = 0
    wrongWireTypes = 0
    clear()
    content = .none
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .fixed64): wallTime = Double(bitPattern: field.value)
      case (2, .varint): step = Int64(bitPattern: field.value)
      case (5, .bytes):
        if content != .summary { become(.summary) }
        try decodeSummary(field.content, in: bytes)
      case (3, .bytes):
        try requireText(field.content, in: bytes)
        become(.fileVersion(field.content))
      case (7, .bytes): try decodeSession(field.content, in: bytes)
      case (4, .bytes), (9, .bytes): become(.other(field.number))
      case (6, .bytes):
        try check(field.content, texts: [2], in: bytes)
        become(.other(6))
      case (8, .bytes):
        try check(field.content, texts: [1], in: bytes)
        become(.other(8))
      case (10, .bytes): try check(field.content, texts: [1], in: bytes)
      case (1...10, _): wrongWireTypes += 1
      default: break
      }
    }
  }

  private mutating func become(_ member: Content) {
    clear()
    content = member
  }

  private mutating func clear() {
    values.removeAll(keepingCapacity: true)
    tensorParts.removeAll(keepingCapacity: true)
    metadataParts.removeAll(keepingCapacity: true)
  }

  /// `SessionLog { 1 status; 2 checkpoint_path; 3 msg }`.
  private mutating func decodeSession(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var status: UInt64 = 0
    if case .session(let before) = content { status = before }
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .varint): status = field.value
      case (2, .bytes), (3, .bytes): try requireText(field.content, in: bytes)
      default: break
      }
    }
    become(.session(status: status))
  }

  /// `Summary { 1 repeated Value }`.
  @inline(__always)
  private mutating func decodeSummary(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      if field.number != 1 { continue }
      if field.type == .bytes {
        try decodeValue(field.content, in: bytes)
      } else {
        wrongWireTypes += 1
      }
    }
  }

  /// Decodes one value.
  ///
  ///     Value { 1 tag; 7 node_name; 9 metadata; oneof { 2 simple_value float; 3 obsolete histogram;
  ///             4 image; 5 histo; 6 audio; 8 tensor } }
  @inline(__always)
  private mutating func decodeValue(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if values.count + tensorParts.count + metadataParts.count >= Self.partsLimit {
      throw MalformedEvent()
    }
    var value = SummaryValue()
    value.range = range
    value.metadata = metadataParts.count..<metadataParts.count
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes):
        try requireText(field.content, in: bytes)
        value.tag = field.content
      case (2, .fixed32):
        value.content = .simple(Float(bitPattern: UInt32(truncatingIfNeeded: field.value)))
      case (8, .bytes):
        if case .tensor(let parts) = value.content {
          value.content = .tensor(parts.lowerBound..<tensorParts.count + 1)
        } else {
          value.content = .tensor(tensorParts.count..<tensorParts.count + 1)
        }
        tensorParts.append(field.content)
      case (9, .bytes):
        metadataParts.append(field.content)
        value.metadata = value.metadata.lowerBound..<metadataParts.count
      case (7, .bytes):
        try requireText(field.content, in: bytes)
        value.nodeName = field.content
      case (3, .bytes): value.content = .other
      case (4, .bytes):
        try check(field.content, texts: [], in: bytes)
        value.content = .other
      case (5, .bytes):
        try checkHistogram(field.content, in: bytes)
        value.content = .other
      case (6, .bytes):
        try check(field.content, texts: [5], in: bytes)
        value.content = .other
      case (1...9, _): wrongWireTypes += 1
      default: break
      }
    }
    values.append(value)
  }

  // MARK: Messages that are not used but must be well formed

  private func check(
    _ range: Range<Int>, texts: [UInt64], in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      if field.type == .bytes, texts.contains(field.number) {
        try requireText(field.content, in: bytes)
      }
    }
  }

  /// `HistogramProto { 1…5 doubles; 6 bucket_limit packed double; 7 bucket packed double }`.
  private func checkHistogram(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      guard field.type == .bytes, field.number == 6 || field.number == 7 else { continue }
      if field.content.count % 8 != 0 { throw MalformedEvent() }
    }
  }

  @inline(__always)
  private func requireText(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if !keepsInvalidText { try bytes.requireText(range) }
  }
}
