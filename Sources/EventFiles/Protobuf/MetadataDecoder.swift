/// What a value's metadata says about its tag.
///
///     SummaryMetadata { 1 plugin_data { 1 plugin_name; 2 content }; 2 display_name;
///                       3 summary_description; 4 data_class }
struct SummaryMetadata {
  var plugin = 0..<0
  var pluginContent = 0..<0
  var displayName = 0..<0
  var dataClass: UInt64 = 0

  private let keepsInvalidText: Bool

  /// Decodes and merges all parts; strings that are not UTF-8 are accepted on request.
  init(
    _ parts: ArraySlice<Range<Int>>, keepsInvalidText: Bool, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    self.keepsInvalidText = keepsInvalidText
    for part in parts { try merge(part, in: bytes) }
  }

  private mutating func merge(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes): try mergePlugin(field.content, in: bytes)
      case (2, .bytes):
        try requireText(field.content, in: bytes)
        displayName = field.content
      case (3, .bytes): try requireText(field.content, in: bytes)
      case (4, .varint): dataClass = field.value
      default: break
      }
    }
  }

  private mutating func mergePlugin(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .bytes):
        try requireText(field.content, in: bytes)
        plugin = field.content
      case (2, .bytes): pluginContent = field.content
      default: break
      }
    }
  }

  private func requireText(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if !keepsInvalidText { try bytes.requireText(range) }
  }
}

extension SeriesDescription.DataClass {
  /// The class of a `data_class` number.
  init(_ number: UInt64) {
    switch number {
    case 1: self = .scalar
    case 2: self = .tensor
    case 3: self = .blobSequence
    default: self = .unknown
    }
  }
}
