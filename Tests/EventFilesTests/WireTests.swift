import EventFiles
import TestSupport
import Testing

/// A scalar event of step 2 to which `build` adds fields.
private func scalar(_ build: (inout ProtobufMessage) -> Void) -> [UInt8] {
  around(
    ProtobufMessage { event in
      event.raw(ProtobufMessage.summary(step: 2, [.simple("loss", 2)]).bytes)
      build(&event)
    })
}

/// An event of step 2 with one value of tag "loss" that `build` completes.
private func value(_ build: (inout ProtobufMessage) -> Void) -> [UInt8] {
  around(
    value: ProtobufMessage {
      $0.text(1, "loss")
      build(&$0)
    })
}

/// A float32 tensor of one element.
private func tensor(_ number: Float) -> ProtobufMessage { .tensor(number) }

/// Groups in groups, `depth` deep.
private func groups(_ depth: Int) -> [UInt8] {
  let starts = (0..<depth).flatMap { _ in ProtobufMessage.varint(99 << 3 | 3) }
  return starts + (0..<depth).flatMap { _ in ProtobufMessage.varint(99 << 3 | 4) }
}

private func expectMalformed(
  _ bytes: [UInt8], _ what: Testing.Comment, _ location: SourceLocation = #_sourceLocation
) throws {
  let reading = try Reading(bytes)
  #expect(reading.steps == [1, 3], what, sourceLocation: location)
  #expect(reading.kinds == [.malformedEvent], what, sourceLocation: location)
  let remarks = reading.remarks[.malformedEvent, default: 0]
  let strings = reading.remarks[.malformedString, default: 0]
  #expect(remarks + strings == 1, what, sourceLocation: location)
}

private func expectTwo(
  _ bytes: [UInt8], _ number: Double = 2, _ location: SourceLocation = #_sourceLocation
) throws {
  let reading = try Reading(bytes)
  #expect(reading.steps == [1, 2, 3], sourceLocation: location)
  #expect(reading.values.dropFirst().first == number, sourceLocation: location)
  #expect(reading.isClean, sourceLocation: location)
}

@Suite("C: protobuf's wire")
struct WireTests {
  private static func unknown(_ message: inout ProtobufMessage) {
    message.number(99, 5)
    message.fixed64(98, 5)
    message.text(97, "unknown")
    message.fixed32(96, 5)
  }

  @Test("C1: unknown fields of every wire type are skipped at every level")
  func unknownFields() throws {
    try expectTwo(scalar(Self.unknown))
    try expectTwo(
      around(
        .event(step: 2) { event in
          event.message(5) { summary in
            Self.unknown(&summary)
            summary.message(1) {
              Self.unknown(&$0)
              $0.raw(ProtobufMessage.simple("loss", 2).bytes)
            }
            Self.unknown(&summary)
          }
        }))
  }

  @Test("C2: a balanced unknown group is skipped")
  func group() throws { try expectTwo(scalar { $0.raw(groups(1)) }) }

  @Test("C3: fifty nested groups are skipped")
  func nestedGroups() throws { try expectTwo(scalar { $0.raw(groups(50)) }) }

  @Test(
    "C4: a thousand nested groups are malformed, without recursion",
    arguments: [101, 1000, 1_000_000])
  func deepGroups(_ depth: Int) throws {
    try expectMalformed(scalar { $0.raw(groups(depth)) }, "depth \(depth)")
  }

  @Test("C5: variants are passed over by their length, however deep they nest")
  func variants() throws {
    let nested = (0..<200).reduce(tensor(1)) { inner, _ in
      ProtobufMessage { tensor in
        tensor.number(1, 21)
        tensor.message(15) { $0.message(3, inner) }
      }
    }
    let reading = try Reading(around(value: .tensorValue("variant", nested)))
    #expect(reading.steps == [1, 3])
    #expect(reading.remarks[.notAScalar] == 1)
    #expect(reading.isClean)
  }

  @Test("C6: a group that is not closed, or closed as another, is malformed")
  func unbalanced() throws {
    try expectMalformed(scalar { $0.tag(99, 3) }, "never closed")
    try expectMalformed(
      scalar {
        $0.tag(99, 3)
        $0.tag(98, 4)
      }, "closed as another")
    try expectMalformed(scalar { $0.tag(99, 4) }, "closed, not opened")
  }

  @Test("C7: wire types 6 and 7 are malformed")
  func wireTypes() throws {
    for type: UInt64 in [6, 7] { try expectMalformed(scalar { $0.tag(50, type) }, "type \(type)") }
  }

  @Test("C8: field number 0 is malformed")
  func fieldZero() throws { try expectMalformed(scalar { $0.number(0, 1) }, "field 0") }

  @Test("C9: field number 2^29 − 1 is legal")
  func largestField() throws { try expectTwo(scalar { $0.number(1 << 29 - 1, 1) }) }

  @Test("C10: field numbers beyond it are malformed")
  func beyondLargestField() throws {
    try expectMalformed(scalar { $0.number(1 << 29, 1) }, "2^29")
    try expectMalformed(scalar { $0.number(1 << 40, 1) }, "2^40")
  }

  private func stepBytes(_ varint: [UInt8]) -> [UInt8] {
    around(
      ProtobufMessage {
        $0.double(1, 1002)
        $0.raw([0x10] + varint)
        $0.message(5) { $0.message(1, .simple("loss", 2)) }
      })
  }

  @Test("C11: a varint may be padded to ten bytes")
  func paddedVarint() throws { try expectTwo(stepBytes(ProtobufMessage.varint(2, length: 10))) }

  @Test("C12: of a ten-byte varint the bits above the 64th are dropped")
  func overflowBits() throws {
    try expectTwo(stepBytes([0x82] + [UInt8](repeating: 0x80, count: 8) + [0x7E]))
  }

  @Test("C13: a varint of eleven bytes is malformed")
  func longVarint() throws {
    try expectMalformed(stepBytes(ProtobufMessage.varint(2, length: 11)), "eleven bytes")
  }

  @Test("C14: a varint cut at the end of its message is malformed")
  func cutVarint() throws {
    try expectMalformed(scalar { $0.raw([0x10, 0x82]) }, "a value")
    try expectMalformed(scalar { $0.raw([0x80]) }, "a key")
  }

  @Test("C15: a length beyond the message around it is malformed, without overflow")
  func lengthBeyond() throws {
    for length: UInt64 in [1, 1 << 31 - 1, 1 << 31, 1 << 32, 1 << 63 - 1, 1 << 63, .max] {
      let lie: (inout ProtobufMessage) -> Void = { $0.raw([0x2A] + ProtobufMessage.varint(length)) }
      try expectMalformed(scalar(lie), "\(length) in the event")
      try expectMalformed(around(.event(step: 2) { $0.message(5) { lie(&$0) } }), "in the summary")
      try expectMalformed(value(lie), "in the value")
      try expectMalformed(
        around(value: .tensorValue("loss", ProtobufMessage { lie(&$0) })), "in the tensor")
    }
  }

  @Test("C16: a fixed field with too few bytes is malformed")
  func cutFixed() throws {
    try expectMalformed(scalar { $0.raw([0x09, 1, 2, 3, 4, 5, 6, 7]) }, "fixed64")
    try expectMalformed(value { $0.raw([0x15, 1, 2, 3]) }, "fixed32")
  }

  @Test("C17: packed floats of five bytes are malformed")
  func oddPacked() throws {
    let tensor = ProtobufMessage.tensor(type: 1) { $0.field(5, [1, 2, 3, 4, 5]) }
    try expectMalformed(around(value: .tensorValue("loss", tensor)), "float_val")
    let histogram = ProtobufMessage { $0.field(6, [UInt8](repeating: 0, count: 12)) }
    try expectMalformed(value { $0.message(5, histogram) }, "bucket_limit")
  }

  @Test("C18: unpacked elements are taken, mixed with packed ones they add up")
  func unpacked() throws {
    let one = ProtobufMessage.tensor(type: 1) { $0.float(5, 2.5) }
    try expectTwo(around(value: .tensorValue("loss", one)), 2.5)
    let two = ProtobufMessage.tensor(type: 1) {
      $0.float(5, 2.5)
      $0.packed(5, [Float(3)])
    }
    let reading = try Reading(around(value: .tensorValue("loss", two)))
    #expect(reading.steps == [1, 3])
    #expect(reading.remarks[.countMismatch] == 1)
  }

  @Test("C19: of two simple values the last counts")
  func twoSimpleValues() throws {
    try expectTwo(
      value {
        $0.float(2, 5)
        $0.float(2, 7)
      }, 7)
  }

  @Test("C20: of two steps, tags or wall times the last counts")
  func lastWins() throws {
    let message = ProtobufMessage {
      $0.double(1, 7)
      $0.double(1, 1002)
      $0.number(2, 9)
      $0.number(2, 2)
      $0.message(5) {
        $0.message(1) {
          $0.text(1, "other")
          $0.float(2, 2)
          $0.text(1, "loss")
        }
      }
    }
    let reading = try Reading(around(message))
    #expect(reading.rows.contains(Row(tag: "loss", step: 2, value: 2, wallTime: 1002)))
    #expect(reading.tags == ["loss", "loss", "loss"])
  }

  private func scalarValue(_ build: (inout ProtobufMessage) -> Void) -> [UInt8] {
    value {
      $0.message(9, .metadata(plugin: "scalars"))
      build(&$0)
    }
  }

  @Test("C21: a tensor after a simple value replaces it")
  func tensorLast() throws {
    try expectTwo(
      scalarValue {
        $0.float(2, 1)
        $0.message(8, tensor(2.5))
      }, 2.5)
  }

  @Test("C22: a simple value after a tensor replaces it")
  func simpleLast() throws {
    try expectTwo(
      scalarValue {
        $0.message(8, tensor(2.5))
        $0.float(2, 1)
      }, 1)
  }

  @Test("C23: a tensor given in two parts is merged")
  func mergedTensor() throws {
    try expectTwo(
      scalarValue {
        $0.message(8) { $0.number(1, 1) }
        $0.message(8) { $0.packed(5, [Float(2.5)]) }
      }, 2.5)
  }

  @Test("C24: a tensor that was replaced is not merged with a later one")
  func clearedTensor() throws {
    try expectTwo(
      scalarValue {
        $0.message(8, tensor(9))
        $0.float(2, 1)
        $0.message(8, tensor(2.5))
      }, 2.5)
  }

  @Test("C25: two summaries are merged")
  func twoSummaries() throws {
    let reading = try Reading(
      around(
        .event(step: 2) {
          $0.message(5) { $0.message(1, .simple("a", 1)) }
          $0.message(5) { $0.message(1, .simple("b", 2)) }
        }))
    #expect(reading.tags == ["loss", "a", "b", "loss"])
  }

  @Test("C26: a file_version after a summary replaces it")
  func versionLast() throws {
    let reading = try Reading(scalar { $0.text(3, "brain.Event:2") })
    #expect(reading.steps == [1, 3])
    #expect(reading.isClean)
    #expect(reading.marks.count == 2)
  }

  @Test("C26: so do other contents")
  func otherLast() throws {
    for field: UInt64 in [4, 6, 7, 8, 9] {
      let reading = try Reading(scalar { $0.field(field, []) })
      #expect(reading.steps == [1, 3], "field \(field)")
      #expect(reading.isClean)
    }
  }

  @Test("C27: a summary after a file_version replaces it")
  func summaryLast() throws {
    let reading = try Reading(
      around(
        .event(step: 2) {
          $0.text(3, "brain.Event:9")
          $0.message(5) { $0.message(1, .simple("loss", 2)) }
        }))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.outcome.fileVersion == 2)
  }

  @Test("C28: metadata given in two parts is merged")
  func mergedMetadata() throws {
    let reading = try Reading(
      value {
        $0.message(9, .metadata(plugin: "mine"))
        $0.message(9, .metadata(plugin: nil, dataClass: 1))
        $0.message(8, tensor(2))
      })
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.series("loss")?.plugin == "mine")
    #expect(reading.series("loss")?.dataClass == .scalar)
  }

  @Test("C29: a simple value of another wire type is no value, and the event is kept")
  func simpleAsVarint() throws {
    let reading = try Reading(
      around(
        .summary(
          step: 2,
          [
            ProtobufMessage {
              $0.text(1, "loss")
              $0.number(2, 7)
            }, .simple("other", 4),
          ])))
    #expect(reading.tags == ["loss", "other", "loss"])
    #expect(reading.remarks[.wrongWireType] == 1)
    #expect(reading.isClean)
  }

  @Test("C30: a step of another wire type is step 0")
  func stepAsFixed32() throws {
    let message = ProtobufMessage {
      $0.double(1, 1002)
      $0.fixed32(2, 2)
      $0.message(5) { $0.message(1, .simple("loss", 2)) }
    }
    let reading = try Reading(around(message))
    #expect(reading.steps == [1, 0, 3])
    #expect(reading.remarks[.wrongWireType] == 1)
  }

  @Test("C31: a tag of another wire type is the empty tag")
  func tagAsVarint() throws {
    let reading = try Reading(
      around(
        value: ProtobufMessage {
          $0.number(1, 5)
          $0.float(2, 2)
        }))
    #expect(reading.tags == ["loss", "", "loss"])
    #expect(reading.remarks[.wrongWireType] == 1)
  }

  private func badTag(_ tag: [UInt8]) -> [UInt8] {
    around(
      value: ProtobufMessage {
        $0.field(1, tag)
        $0.float(2, 2)
      })
  }

  @Test("C32: an event with a tag that is not UTF-8 is dropped, or kept when asked")
  func invalidTag() throws {
    let bytes = badTag([0x6C, 0xFF, 0x73])
    let reading = try Reading(bytes)
    #expect(reading.steps == [1, 3])
    #expect(reading.remarks[.malformedString] == 1)
    #expect(reading.kinds == [.malformedEvent])
    var options = ReadingOptions()
    options.keepsInvalidTags = true
    let lossy = try Reading(bytes, options: options)
    #expect(lossy.tags == ["loss", "l\u{FFFD}s", "loss"])
    #expect(lossy.isClean)
  }

  @Test("C33: so it is with every other string")
  func invalidStrings() throws {
    let bad: [UInt8] = [0x61, 0xC0]
    let metadata = [
      ProtobufMessage { $0.field(2, bad) }, ProtobufMessage { $0.field(3, bad) },
      ProtobufMessage { $0.message(1) { $0.field(1, bad) } },
    ]
    var files = [
      value {
        $0.field(7, bad)
        $0.float(2, 2)
      }, around(.event(step: 2) { $0.field(3, bad) }),
      around(.event(step: 2) { $0.message(6) { $0.field(2, bad) } }),
      around(.event(step: 2) { $0.message(7) { $0.field(3, bad) } }),
      around(.event(step: 2) { $0.message(8) { $0.field(1, bad) } }),
      scalar { $0.message(10) { $0.field(1, bad) } },
    ]
    files += metadata.map { metadata in
      value {
        $0.message(9, metadata)
        $0.float(2, 2)
      }
    }
    for (index, file) in files.enumerated() {
      let reading = try Reading(file)
      #expect(reading.steps == [1, 3], "case \(index)")
      #expect(reading.remarks[.malformedString] == 1, "case \(index)")
      var options = ReadingOptions()
      options.keepsInvalidTags = true
      #expect(try Reading(file, options: options).isClean, "case \(index)")
    }
  }

  @Test("C34: overlong forms, surrogates and numbers beyond Unicode are not UTF-8")
  func strictUTF8() throws {
    for tag: [UInt8] in [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82],
    ] {
      try expectMalformed(badTag(tag), "\(tag)")
    }
    let reading = try Reading(badTag([0xF4, 0x8F, 0xBF, 0xBF]))
    #expect(reading.tags == ["loss", "\u{10FFFF}", "loss"])
  }

  @Test("C35: numbers of enums that nobody knows are taken as unknown")
  func openEnums() throws {
    let reading = try Reading(
      around(value: .tensorValue("loss", tensor(2), plugin: "scalars", dataClass: 7)))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.series("loss")?.dataClass == .unknown)
    let session = try Reading(around(.session(9, step: 2)))
    #expect(session.steps == [1, 3])
    #expect(session.marks.count == 1)
    #expect(session.isClean)
    let bool = ProtobufMessage.tensor(type: 10) { $0.number(11, 300) }
    try expectTwo(around(value: .tensorValue("loss", bool)), 1)
  }

  @Test("C36: random payloads with good checksums are dropped, what follows is kept")
  func randomPayloads() throws {
    var random = SeededRandom(seed: 36)
    for _ in 0..<200 {
      let payload = (0..<50).map { _ in UInt8.random(in: 0...255, using: &random) }
      let reading = try Reading(around(payload: payload))
      #expect(reading.steps.first == 1)
      #expect(reading.steps.last == 3)
      #expect(reading.outcome.records == 4)
    }
  }

  /// A few thousand of them; the million that the case asks for is done by the fuzz target
  /// `decoder`.
  @Test("C37: mutated payloads under good checksums are read to the end, whatever they say")
  func mutations() throws {
    let payloads = [
      ProtobufMessage.summary(
        step: 2, [.simple("loss", 2), .tensorValue("acc", tensor(2), dataClass: 1)]
      ).bytes, ProtobufMessage.version().bytes, ProtobufMessage.session(1, step: 4).bytes,
    ]
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      var writer = EventFileWriter()
      for _ in 0..<30 {
        var payload = payloads[Int.random(in: 0..<payloads.count, using: &random)]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          payload[Int.random(in: 0..<payload.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        writer.record(payload)
      }
      writer.scalar("last", step: 3, 3)
      let reading = try Reading(writer.bytes)
      #expect(reading.rows.last?.tag == "last", "seed \(seed)")
      #expect(reading.outcome.records == 32, "seed \(seed)")
    }
  }

  @Test("C38: fields may come in any order")
  func anyOrder() throws {
    let value = ProtobufMessage {
      $0.message(8) {
        $0.packed(5, [Float(2)])
        $0.message(2) { _ in }
        $0.number(1, 1)
      }
      $0.message(9, .metadata(plugin: "scalars"))
      $0.text(1, "loss")
    }
    let message = ProtobufMessage {
      $0.message(5) { $0.message(1, value) }
      $0.number(2, 2)
      $0.double(1, 1002)
    }
    try expectTwo(around(message))
  }

  @Test("C39: keys and lengths may be longer than they need be")
  func nonMinimal() throws {
    let long: (UInt64) -> [UInt8] = { ProtobufMessage.varint($0, length: 3) }
    let value = ProtobufMessage {
      $0.raw(long(1 << 3 | 2) + long(4) + Array("loss".utf8))
      $0.raw(long(2 << 3 | 5) + ProtobufMessage.littleEndian(Float(2).bitPattern))
    }
    let message = ProtobufMessage {
      $0.raw(long(1 << 3 | 1) + ProtobufMessage.littleEndian(Double(1002).bitPattern))
      $0.raw(long(2 << 3) + long(2))
      $0.message(5) {
        $0.raw(long(1 << 3 | 2) + long(UInt64(value.bytes.count)) + value.bytes)
      }
    }
    try expectTwo(around(message))
  }
}
