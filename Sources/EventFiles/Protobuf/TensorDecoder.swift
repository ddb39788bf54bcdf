import Scalars

/// A tensor of one numeric element, read from its TensorProto.
///
///     TensorProto { 1 dtype; 2 tensor_shape; 4 tensor_content; 5 float_val; 6 double_val; 7 int_val;
///       8 string_val; 9 scomplex_val; 10 int64_val; 11 bool_val; 12 dcomplex_val; 13 half_val;
///       14 resource_handle_val; 15 variant_val; 16 uint32_val; 17 uint64_val; 18 float8_val }
///
/// Variants and resource handles are skipped, so that nothing here recurses.
struct TensorDecoder {
  /// The result of decoding a tensor.
  enum Outcome {
    /// A number, how wide it was stored, and a remark on it.
    case number(Double, NumberType, Remark?)
    /// No single number, and why.
    case none(Remark)
  }

  private var dtype: UInt64 = 0
  private var shape: Shape = .absent
  private var content: Range<Int>?
  /// The first `*_val` field with elements: how many, and the last element's bits.
  private var first = Values()
  /// Further fields with elements; no known writer has them, but a file may.
  private var others: [Values] = []
  /// The first string of a string tensor.
  private(set) var text: Range<Int>?

  private struct Values {
    var number: UInt64 = 0
    var count = 0
    var bits: UInt64 = 0
  }

  private enum Shape { case absent, unknownRank, oneElement, noElement, other }

  /// Reads and merges all parts.
  init(
    _ parts: ArraySlice<Range<Int>>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    for part in parts { try merge(part, in: bytes) }
  }

  private mutating func merge(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .varint): dtype = field.value
      case (2, .bytes): try mergeShape(field.content, in: bytes)
      case (4, .bytes): content = field.content
      case (5, _), (9, _): try addFixed32(field, in: bytes)
      case (6, _), (12, _): try addFixed64(field, in: bytes)
      case (7, _), (10, _), (11, _), (13, _), (16, _), (17, _): try addVarints(field, in: bytes)
      case (8, .bytes):
        if text == nil { text = field.content }
      case (18, .bytes):
        if let last = field.content.last {
          add(18, count: field.content.count, bits: UInt64(bytes[last]))
        }
      default: break
      }
    }
  }

  // MARK: Shape

  /// `TensorShapeProto { 2 repeated dim { 1 size; 2 name }; 3 unknown_rank }`.
  private mutating func mergeShape(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if shape == .absent { shape = .oneElement }
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (2, .bytes): multiply(by: try dimension(field.content, in: bytes))
      case (3, .varint): if field.value != 0 { shape = .unknownRank }
      default: break
      }
    }
  }

  /// Sizes are only compared with 0 and 1, so that no product of them can overflow.
  private mutating func multiply(by size: Int64) {
    if shape == .unknownRank { return }
    switch size {
    case 1: break
    case 0: if shape != .other { shape = .noElement }
    default: shape = .other
    }
  }

  private func dimension(
    _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) -> Int64 {
    var size: Int64 = 0
    var cursor = FieldCursor(range)
    while let field = try cursor.next(in: bytes) {
      switch (field.number, field.type) {
      case (1, .varint): size = Int64(bitPattern: field.value)
      case (2, .bytes): try bytes.requireText(field.content)
      default: break
      }
    }
    return size
  }

  // MARK: Values

  private mutating func add(_ number: UInt64, count: Int, bits: UInt64) {
    if first.number == 0 || first.number == number {
      first = Values(number: number, count: first.count + count, bits: bits)
    } else if let index = others.firstIndex(where: { $0.number == number }) {
      others[index] = Values(number: number, count: others[index].count + count, bits: bits)
    } else {
      others.append(Values(number: number, count: count, bits: bits))
    }
  }

  private mutating func addFixed32(
    _ field: Field, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if field.type == .fixed32 { add(field.number, count: 1, bits: field.value) }
    guard field.type == .bytes else { return }
    if field.content.count % 4 != 0 { throw MalformedEvent() }
    if field.content.isEmpty { return }
    let last = UInt64(bytes.word32(at: field.content.upperBound - 4))
    add(field.number, count: field.content.count / 4, bits: last)
  }

  private mutating func addFixed64(
    _ field: Field, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if field.type == .fixed64 { add(field.number, count: 1, bits: field.value) }
    guard field.type == .bytes else { return }
    if field.content.count % 8 != 0 { throw MalformedEvent() }
    if field.content.isEmpty { return }
    let last = bytes.word64(at: field.content.upperBound - 8)
    add(field.number, count: field.content.count / 8, bits: last)
  }

  private mutating func addVarints(
    _ field: Field, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    if field.type == .varint { add(field.number, count: 1, bits: field.value) }
    guard field.type == .bytes else { return }
    var cursor = FieldCursor(field.content)
    while cursor.position < cursor.end {
      let bits = try cursor.varint(in: bytes)
      add(field.number, count: 1, bits: bits)
    }
  }

  // MARK: The number

  /// The tensor's only element, or the reason why it has none.
  func outcome(in bytes: borrowing PaddedBytes) -> Outcome {
    guard let kind = ElementKind(dtype: dtype) else { return .none(.dtype) }
    switch shape {
    case .other: return .none(.shape)
    case .noElement: return .none(.noValue)
    case .absent, .oneElement, .unknownRank: break
    }
    let remark: Remark? = shape == .unknownRank ? .unknownRank : nil
    if let content, !content.isEmpty {
      guard content.count == kind.size else { return .none(.contentSize) }
      let word = bytes.word64(at: content.lowerBound)
      let bits = kind.size == 8 ? word : word & (1 << UInt64(8 * kind.size) - 1)
      return kind.number(rawBits: bits, remark: remark)
    }
    let wanted = kind.field
    let found = first.number == wanted ? first : others.first { $0.number == wanted }
    guard let field = found else { return .none(first.number == 0 ? .noValue : .wrongField) }
    guard field.count == 1 else { return .none(.countMismatch) }
    return kind.number(fieldBits: field.bits, remark: remark)
  }
}
