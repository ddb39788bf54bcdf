import EventFiles
import Scalars
import TestSupport
import Testing

/// How an element type is stored, and an element with its value.
struct StoredElement: Sendable, CustomTestStringConvertible {
  var name: String
  var type: UInt64
  /// The `*_val` field, and the element as it stands there.
  var field: UInt64
  var element: [UInt8]
  /// The element's bytes in `tensor_content`.
  var content: [UInt8]
  var value: Double

  var testDescription: String { name }

  init(
    _ name: String, _ type: UInt64, _ field: UInt64, _ element: [UInt8], _ content: [UInt8],
    _ value: Double
  ) {
    self.name = name
    self.type = type
    self.field = field
    self.element = element
    self.content = content
    self.value = value
  }

  /// An integer whose `*_val` holds varints.
  static func integer(
    _ name: String, _ type: UInt64, _ field: UInt64, _ value: some FixedWidthInteger
  ) -> StoredElement {
    StoredElement(
      name, type, field, ProtobufMessage.varint(UInt64(truncatingIfNeeded: value)),
      ProtobufMessage.littleEndian(value), Double(value))
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    ProtobufMessage.littleEndian(number)
  }

  private static func varint(_ number: UInt64) -> [UInt8] { ProtobufMessage.varint(number) }

  static let all: [StoredElement] = [
    StoredElement("float", 1, 5, bytes(Float(2.5).bitPattern), bytes(Float(2.5).bitPattern), 2.5),
    StoredElement("double", 2, 6, bytes(0.1.bitPattern), bytes(0.1.bitPattern), 0.1),
    integer("int32", 3, 7, Int32(-70_000)), integer("uint8", 4, 7, UInt8(200)),
    integer("int16", 5, 7, Int16(-300)), integer("int8", 6, 7, Int8(-100)),
    integer("int64", 9, 10, Int64(-1 << 40)), integer("uint16", 17, 7, UInt16(65_000)),
    integer("uint32", 22, 16, UInt32(4_000_000_000)), integer("uint64", 23, 17, UInt64(1 << 52)),
    integer("qint8", 11, 7, Int8(-5)), integer("quint8", 12, 7, UInt8(250)),
    integer("qint32", 13, 7, Int32(-5)), integer("qint16", 15, 7, Int16(-5)),
    integer("quint16", 16, 7, UInt16(60_000)), StoredElement("bool", 10, 11, [1], [1], 1),
    StoredElement("half", 19, 13, varint(0x4100), bytes(UInt16(0x4100)), 2.5),
    StoredElement("bfloat16", 14, 13, varint(0x4020), bytes(UInt16(0x4020)), 2.5),
    StoredElement("float8_e5m2", 24, 18, [0x41], [0x41], 2.5),
    StoredElement("float8_e4m3fn", 25, 18, [0x42], [0x42], 2.5),
    StoredElement("float8_e4m3fnuz", 26, 18, [0x4A], [0x4A], 2.5),
    StoredElement("float8_e4m3b11fnuz", 27, 18, [0x62], [0x62], 2.5),
    StoredElement("float8_e5m2fnuz", 28, 18, [0x45], [0x45], 2.5),
  ]

  var inValues: ProtobufMessage { .tensor(type: type) { $0.field(field, element) } }
  var inContent: ProtobufMessage { .tensor(type: type) { $0.field(4, content) } }
}

@Suite("E: values")
struct ValueTests {
  /// The result of one tensor of the plugin `scalars`: its value, if any, and the remarks.
  private func read(
    _ tensor: ProtobufMessage
  ) throws -> (value: Double?, remarks: [Remark: Int]) {
    let reading = try Reading(around(value: .tensorValue("t", tensor)))
    #expect(reading.tags.first == "loss")
    #expect(reading.tags.last == "loss")
    #expect(reading.isClean)
    return (reading.rows.first { $0.tag == "t" }?.value, reading.remarks)
  }

  private func expectNone(
    _ tensor: ProtobufMessage, _ why: Remark, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let (value, remarks) = try read(tensor)
    #expect(value == nil, sourceLocation: location)
    #expect(remarks == [.notAScalar: 1, why: 1], sourceLocation: location)
  }

  @Test("E1: special values are exact, in every way of writing them")
  func specialValues() throws {
    for value: Float in [
      .nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, 3.4e38,
      Float(bitPattern: 0x7FC1_2345),
      Float(bitPattern: 0xFFC0_0001),
    ] {
      let simple = try Reading(around(value: .simple("loss", value))).values[1]
      #expect(Float(simple).bitPattern == value.bitPattern)
      let tensor = try #require(try read(.tensor(value)).value)
      #expect(Float(tensor).bitPattern == value.bitPattern)
    }
    for value: Double in [
      .nan, .infinity, -0.0, .leastNonzeroMagnitude, Double(bitPattern: 0x7FF8_1234_5678_9ABC),
    ] {
      let tensor = try read(.tensor(type: 2) { $0.packed(6, [value]) }).value
      #expect(tensor?.bitPattern == value.bitPattern)
    }
  }

  @Test("E2: every numeric type in its *_val field", arguments: StoredElement.all)
  func values(_ element: StoredElement) throws {
    #expect(try read(element.inValues) == (element.value, [:]))
  }

  @Test("E3: every numeric type in tensor_content", arguments: StoredElement.all)
  func content(_ element: StoredElement) throws {
    #expect(try read(element.inContent) == (element.value, [:]))
  }

  @Test("E2: the number type of a series is that of its tensors")
  func numberTypes() throws {
    let types: [(UInt64, NumberType)] = [
      (1, .float32), (2, .float64), (9, .integer), (10, .boolean), (14, .bfloat16), (19, .float16),
      (24, .float8E5M2), (25, .float8E4M3FN), (26, .float8E4M3FNUZ), (27, .float8E4M3B11FNUZ),
      (28, .float8E5M2FNUZ),
    ]
    for (type, expected) in types {
      let element = try #require(StoredElement.all.first { $0.type == type })
      let reading = try Reading(around(value: .tensorValue("t", element.inContent)))
      #expect(reading.series("t")?.numberType == expected)
    }
  }

  @Test("E5: 64-bit integers that no double holds are rounded and told")
  func inexact() throws {
    let unsigned = StoredElement.integer("", 23, 17, UInt64.max)
    #expect(try read(unsigned.inValues) == (0x1p64, [.inexactInteger: 1]))
    #expect(try read(unsigned.inContent) == (0x1p64, [.inexactInteger: 1]))
    let signed = StoredElement.integer("", 9, 10, Int64.min)
    #expect(try read(signed.inValues) == (-0x1p63, [:]))
    let odd = StoredElement.integer("", 9, 10, Int64.max)
    #expect(try read(odd.inContent) == (0x1p63, [.inexactInteger: 1]))
  }

  @Test("E6: float32 bits in half_val, as torch writes them, are read as meant")
  func torchHalf() throws {
    #expect(
      try read(.tensor(type: 19) { $0.packed(13, [0x4020_0000 as UInt64]) })
        == (2.5, [.torchHalf: 1]))
    let minus = UInt64(bitPattern: Int64(Int32(bitPattern: Float(-2.5).bitPattern)))
    #expect(try read(.tensor(type: 19) { $0.packed(13, [minus]) }) == (-2.5, [.torchHalf: 1]))
  }

  @Test("E7: bfloat16 0x4020 is 2.5")
  func bfloat16() throws {
    #expect(try read(.tensor(type: 14) { $0.packed(13, [0x4020 as UInt64]) }) == (2.5, [:]))
  }

  @Test("E8: shapes of one element are scalars, an unknown rank with a remark")
  func shapesOfOne() throws {
    for shape: [Int64]? in [[1], [1, 1, 1], [], nil] {
      #expect(try read(.tensor(type: 1, shape: shape) { $0.packed(5, [Float(2)]) }) == (2, [:]))
    }
    let unknown = ProtobufMessage {
      $0.number(1, 1)
      $0.message(2) { $0.number(3, 1) }
      $0.packed(5, [Float(2)])
    }
    #expect(try read(unknown) == (2, [.unknownRank: 1]))
  }

  @Test("E9: a tensor without a value is no zero")
  func noValue() throws {
    try expectNone(.tensor(type: 1, shape: [0]), .noValue)
    try expectNone(.tensor(type: 1), .noValue)
    try expectNone(.tensor(type: 1) { $0.field(5, []) }, .noValue)
  }

  @Test("E10: shapes of other than one element are refused without multiplying them")
  func otherShapes() throws {
    for shape: [Int64] in [
      [2, 2], [-1], [1 << 20, 1 << 20], [1 << 62, 4], [0, 1 << 62], [.min],
    ] {
      let (value, remarks) = try read(.tensor(type: 1, shape: shape) { $0.packed(5, [Float(2)]) })
      #expect(value == nil, "\(shape)")
      #expect(remarks[.notAScalar] == 1, "\(shape)")
    }
  }

  @Test("E11: two values at rank 0 are refused")
  func twoValues() throws {
    try expectNone(.tensor(type: 1) { $0.packed(5, [Float(1), 2]) }, .countMismatch)
  }

  @Test("E12: raw content of another size is refused")
  func contentSize() throws {
    for count in [1, 3, 5, 8] {
      try expectNone(
        .tensor(type: 1) { $0.field(4, [UInt8](repeating: 0, count: count)) }, .contentSize)
    }
    // Empty content counts as missing content, as everywhere in proto3.
    try expectNone(.tensor(type: 1) { $0.field(4, []) }, .noValue)
  }

  @Test("E13: raw content goes before float_val")
  func contentFirst() throws {
    let tensor = ProtobufMessage.tensor(type: 1) {
      $0.packed(5, [Float(2.5)])
      $0.field(4, ProtobufMessage.littleEndian(Float(9).bitPattern))
    }
    #expect(try read(tensor) == (9, [:]))
  }

  @Test("E14: a value in the field of another type is refused")
  func wrongField() throws {
    try expectNone(.tensor(type: 1) { $0.packed(6, [2.5 as Double]) }, .wrongField)
  }

  @Test("E15: types that nobody knows are refused, reference types are taken")
  func types() throws {
    try expectNone(.tensor(type: 0) { $0.packed(5, [Float(2)]) }, .dtype)
    try expectNone(.tensor(type: 99) { $0.packed(5, [Float(2)]) }, .dtype)
    #expect(try read(.tensor(type: 101) { $0.packed(5, [Float(2)]) }) == (2, [:]))
  }

  @Test("E16: texts, complex numbers, resources and variants are no scalars")
  func noNumbers() throws {
    try expectNone(.tensor(type: 7) { $0.text(8, "text") }, .dtype)
    try expectNone(.tensor(type: 8) { $0.packed(9, [Float(1), 2]) }, .dtype)
    try expectNone(.tensor(type: 18) { $0.packed(12, [1, 2] as [Double]) }, .dtype)
    try expectNone(.tensor(type: 20) { $0.message(14) { $0.text(1, "cpu") } }, .dtype)
    try expectNone(.tensor(type: 21) { $0.message(15) { $0.text(1, "list") } }, .dtype)
  }

  @Test("E17: a negative dimension is refused, one without a size has no element")
  func dimensions() throws {
    try expectNone(.tensor(type: 1, shape: [-5]) { $0.packed(5, [Float(2)]) }, .shape)
    let named = ProtobufMessage {
      $0.number(1, 1)
      $0.message(2) { $0.message(2) { $0.text(2, "batch") } }
      $0.packed(5, [Float(2)])
    }
    try expectNone(named, .noValue)
  }

  @Test("E18: a number beyond its type's range is refused")
  func outOfRange() throws {
    try expectNone(.tensor(type: 4) { $0.packed(7, [300 as UInt64]) }, .outOfRange)
    try expectNone(.tensor(type: 4) { $0.packed(7, [UInt64.max]) }, .outOfRange)
    try expectNone(.tensor(type: 6) { $0.packed(7, [128 as UInt64]) }, .outOfRange)
  }

  @Test("E18: int_val is 32 bits wide, however many a varint has")
  func truncatedIntegers() throws {
    #expect(try read(.tensor(type: 3) { $0.packed(7, [0xFFFF_FFFF as UInt64]) }) == (-1, [:]))
    #expect(try read(.tensor(type: 22) { $0.packed(16, [0x1_0000_0005 as UInt64]) }) == (5, [:]))
  }
}

@Suite("E4: eight-bit floats")
struct EightBitFloatTests {
  struct Format: Sendable, CustomTestStringConvertible {
    var name: String
    var type: UInt64
    var fractionBits: Int
    var bias: Int
    var nan: @Sendable (UInt8) -> Bool
    var infinity: @Sendable (UInt8) -> Bool = { _ in false }
    var testDescription: String { name }
  }

  static let formats = [
    Format(
      name: "e5m2", type: 24, fractionBits: 2, bias: 15, nan: { $0 & 0x7F > 0x7C },
      infinity: { $0 & 0x7F == 0x7C }),
    Format(name: "e4m3fn", type: 25, fractionBits: 3, bias: 7, nan: { $0 & 0x7F == 0x7F }),
    Format(name: "e4m3fnuz", type: 26, fractionBits: 3, bias: 8, nan: { $0 == 0x80 }),
    Format(name: "e4m3b11fnuz", type: 27, fractionBits: 3, bias: 11, nan: { $0 == 0x80 }),
    Format(name: "e5m2fnuz", type: 28, fractionBits: 2, bias: 16, nan: { $0 == 0x80 }),
  ]

  @Test("E4: all 256 patterns have the value their definition gives", arguments: formats)
  func everyPattern(_ format: Format) throws {
    var writer = EventFileWriter()
    for pattern in 0...UInt8.max {
      let tensor = ProtobufMessage.tensor(type: format.type) { message in
        if pattern % 2 == 0 { message.field(18, [pattern]) } else { message.field(4, [pattern]) }
      }
      writer.event(.summary(step: Int64(pattern), [.tensorValue("t", tensor)]))
    }
    let values = try Reading(writer.bytes).values
    try #require(values.count == 256)
    for pattern in 0...UInt8.max {
      let value = values[Int(pattern)]
      if format.nan(pattern) {
        #expect(value.isNaN, "pattern \(pattern)")
      } else {
        #expect(value.bitPattern == expected(pattern, format).bitPattern, "pattern \(pattern)")
      }
    }
  }

  /// (−1)^s · 2^(e − bias) · 1.f, or 2^(1 − bias) · 0.f where e is 0, in units of the last place.
  private func expected(_ pattern: UInt8, _ format: Format) -> Double {
    let sign = pattern >= 0x80 ? -1.0 : 1.0
    if format.infinity(pattern) { return sign * .infinity }
    let exponent = Int(pattern & 0x7F) >> format.fractionBits
    let fraction = Int(pattern) & (1 << format.fractionBits - 1)
    let units = exponent == 0 ? fraction : fraction + 1 << format.fractionBits
    var value = sign * Double(units)
    for _ in 0..<max(0, max(exponent, 1) - format.bias - format.fractionBits) { value *= 2 }
    for _ in 0..<max(0, format.bias + format.fractionBits - max(exponent, 1)) { value /= 2 }
    return value
  }

  @Test("E4: the largest finite numbers are those that ml_dtypes gives")
  func largest() throws {
    for (type, pattern, value): (UInt64, UInt8, Double) in [
      (24, 0x7B, 57_344), (25, 0x7E, 448), (26, 0x7F, 240), (27, 0x7F, 30), (28, 0x7F, 57_344),
    ] {
      let tensor = ProtobufMessage.tensor(type: type) { $0.field(4, [pattern]) }
      #expect(try Reading(around(value: .tensorValue("t", tensor))).values[1] == value)
    }
  }
}
