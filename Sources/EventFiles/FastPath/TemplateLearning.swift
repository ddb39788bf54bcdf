import Scalars

extension TemplateTable {
  /// Makes templates of the values of an event that was just decoded and delivered.
  ///
  /// Only of values that decode to one float or double without a remark, and would do so again at
  /// any later position: a scalar series stays one, and its first metadata stays in force.
  @inline(never)
  mutating func learn(
    _ decoder: borrowing EventDecoder, _ series: borrowing SeriesTable,
    in bytes: borrowing PaddedBytes
  ) {
    for value in decoder.values {
      guard let range = bytes.valueRecord(value.range), range.count <= Self.sizeLimit,
        let index = series.known(value.tag, in: bytes), hasRoom(for: index),
        find(at: range.lowerBound, end: range.upperBound, in: bytes) < 0,
        let number = bytes.number(of: value, decoder, series.states[index], series.series[index])
      else { continue }
      let state = series.states[index]
      guard !state.isSelected || (state.isScalar && state.isSettled(with: number.number)) else {
        continue
      }
      add(
        range, hole: number.hole, number: state.isSelected ? number.number : .skipped,
        series: index, in: bytes)
    }
  }
}

extension SeriesTable.State {
  /// Whether the number type stays the same if one more number of this format is added.
  fileprivate func isSettled(with number: ValueTemplate.Number) -> Bool {
    let type: NumberType = number == .double ? .float64 : .float32
    return numberType.widened(by: type) == numberType
  }
}

extension PaddedBytes {
  /// The position of a number, and its format.
  fileprivate typealias Place = (hole: Range<Int>, number: ValueTemplate.Number)

  /// The bytes of a summary's value with its key and size, if these are encoded in the usual way.
  fileprivate func valueRecord(_ content: Range<Int>) -> Range<Int>? {
    let start = content.lowerBound - (content.count < 0x80 ? 2 : 3)
    guard content.count < 0x4000, start >= 0, self[start] == 0x0A else { return nil }
    let size = self[start + 1]
    let isAsUsual =
      content.count < 0x80
      ? Int(size) == content.count
      : Int(size & 0x7F) | Int(self[start + 2]) << 7 == content.count && size >= 0x80
    return isAsUsual ? start..<content.upperBound : nil
  }

  /// The offset of the only number of a value; `nil` for values without the usual structure.
  fileprivate func number(
    of value: SummaryValue, _ decoder: borrowing EventDecoder, _ state: SeriesTable.State,
    _ known: SeriesDescription
  ) -> Place? {
    guard !value.tag.isEmpty, value.nodeName.isEmpty else { return nil }
    switch value.content {
    case .simple: return value.metadata.isEmpty ? simpleNumber(in: value.range) : nil
    case .tensor(let parts):
      guard state.tensorClass == .scalar, parts.count == 1, known.plugin != "hparams",
        metadataIsKnown(value, decoder, known),
        case .number(_, _, nil)? = try? TensorDecoder(decoder.tensorParts[parts], in: self)
          .outcome(in: self)
      else { return nil }
      return onlyFields([1, 8, 9], in: value.range)
        ? tensorNumber(in: decoder.tensorParts[parts.lowerBound]) : nil
    case .none, .other: return nil
    }
  }

  /// Whether a value's metadata, if it has any, agrees with the tag's first metadata.
  private func metadataIsKnown(
    _ value: SummaryValue, _ decoder: borrowing EventDecoder, _ known: SeriesDescription
  ) -> Bool {
    if value.metadata.isEmpty { return true }
    guard
      let metadata = try? SummaryMetadata(
        decoder.metadataParts[value.metadata], keepsInvalidText: decoder.keepsInvalidText,
        in: self)
    else { return false }
    return SeriesDescription.DataClass(metadata.dataClass) == known.dataClass
      && bytes(metadata.plugin) == Array(known.plugin.utf8)
  }

  /// Whether a message has only these fields, each at most once and of the type `bytes`.
  private func onlyFields(_ wanted: Set<UInt64>, in range: Range<Int>) -> Bool {
    var left = wanted
    var cursor = FieldCursor(range)
    while let field = try? cursor.next(in: self) {
      guard field.type == .bytes, left.remove(field.number) != nil else { return false }
    }
    return cursor.position == range.upperBound
  }

  /// `Value { 1 tag; 2 simple_value }` and nothing else.
  private func simpleNumber(in range: Range<Int>) -> Place? {
    var cursor = FieldCursor(range)
    guard let tag = try? cursor.next(in: self), tag.number == 1, tag.type == .bytes,
      let number = try? cursor.next(in: self), number.number == 2, number.type == .fixed32,
      cursor.position == range.upperBound
    else { return nil }
    return (range.upperBound - 4..<range.upperBound, .float)
  }

  /// A tensor of `dtype`, `tensor_shape` and one number in a fixed field, packed or not, or as
  /// content.
  private func tensorNumber(in range: Range<Int>) -> Place? {
    var dtype: UInt64 = 0
    var shapes = 0
    var hole: Range<Int>?
    var cursor = FieldCursor(range)
    while let field = try? cursor.next(in: self) {
      switch (field.number, field.type) {
      case (1, .varint): dtype = field.value
      case (2, .bytes) where shapes == 0: shapes = 1
      case (4, .bytes) where hole == nil, (5, .bytes) where hole == nil,
        (6, .bytes) where hole == nil:
        hole = field.content
      case (5, .fixed32) where hole == nil: hole = cursor.position - 4..<cursor.position
      case (6, .fixed64) where hole == nil: hole = cursor.position - 8..<cursor.position
      default: return nil
      }
    }
    guard let hole, cursor.position == range.upperBound else { return nil }
    switch (dtype, hole.count) {
    case (1, 4): return (hole, .float)
    case (2, 8): return (hole, .double)
    default: return nil
    }
  }
}
