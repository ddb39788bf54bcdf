import EventFiles
import Scalars
import TestSupport
import Testing

@Suite("A: framing")
struct FramingTests {
  @Test("A1: an empty file has no records and nothing wrong")
  func empty() throws {
    let reading = try Reading([])
    #expect(reading.outcome.records == 0)
    #expect(reading.isClean)
  }

  @Test("A2: fewer bytes than a header are an unfinished tail")
  func shortFile() throws {
    let reading = try Reading(Array("hello".utf8))
    #expect(reading.tail == .truncated)
    #expect(reading.outcome.tail?.length == 5)
    #expect(reading.kinds == [])
  }

  @Test("A3: three scalars after a version are three points")
  func threeScalars() throws {
    let reading = try Reading(threePoints().bytes)
    #expect(reading.rows == (1...3).map { row(Int64($0)) })
    #expect(reading.outcome.records == 4)
    #expect(reading.outcome.fileVersion == 2)
    #expect(reading.isClean)
  }

  @Test("A4: a record cut in its header leaves the points before and an unfinished tail")
  func cutInHeader() throws {
    let writer = threePoints()
    let reading = try Reading(Array(writer.bytes[..<(writer.offsets[3] + 5)]))
    #expect(reading.steps == [1, 2])
    #expect(reading.tail == .truncated)
    #expect(reading.outcome.tail?.offset == Int64(writer.offsets[3]))
    #expect(reading.outcome.tail?.length == 5)
  }

  @Test(
    "A5: a cut record is delivered once when its missing bytes come", arguments: [8, 12, -4, -1])
  func cutThenCompleted(_ cut: Int) throws {
    let writer = threePoints()
    let end = cut > 0 ? writer.offsets[3] + cut : writer.bytes.count + cut
    let file = TemporaryFile(Array(writer.bytes[..<end]))
    let reading = try Reading(file)
    #expect(reading.steps == [1, 2])
    #expect(reading.tail == .truncated)
    file.append(Array(writer.bytes[end...]))
    try reading.readOn()
    try reading.readOn()
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.isClean)
  }

  @Test("A6: reading any prefix and then the rest comes to the same as reading all at once")
  func everyPrefix() throws {
    let bytes = threePoints().bytes
    let file = TemporaryFile()
    for end in 0...bytes.count {
      file.write(Array(bytes[..<end]))
      let reading = try Reading(file)
      file.append(Array(bytes[end...]))
      try reading.readOn()
      #expect(reading.steps == [1, 2, 3], "cut at \(end)")
      #expect(reading.isClean, "cut at \(end)")
      #expect(reading.outcome.records == 4, "cut at \(end)")
    }
  }

  @Test("A file that says it has no bytes, as the system's own do, is read nonetheless")
  func noStatedSize() throws {
    var reader = EventFileReader(path: "/proc/self/status")
    var batch = ScalarBatch()
    while try reader.read(into: &batch) {}
    #expect(reader.outcome.bytesRead > 0)
  }

  @Test("A6: growing byte by byte, a damaged file comes to the same as read at once")
  func everyPrefixOfDamage() throws {
    var writer = EventFileWriter()
    for step in 1...6 { writer.scalar(step: Int64(step), Float(step)) }
    let bytes = writer.bytes.flipping(bit: 8 * writer.offsets[2])
      .overwriting([UInt8](repeating: 0, count: 30), at: writer.offsets[4])
      .flipping(bit: 8 * (writer.offsets[6] + 15))
    let whole = try Reading(bytes)
    let file = TemporaryFile()
    let growing = try Reading(file)
    for byte in bytes {
      file.append([byte])
      try growing.readOn()
    }
    #expect(growing.rows == whole.rows)
    #expect(growing.damage == whole.damage)
    #expect(growing.outcome.tail == whole.outcome.tail)
    #expect(whole.kinds == [.headerChecksum, .zeroHole, .payloadChecksum])
  }

  @Test("A7: a flipped bit in a length checksum loses that record only", arguments: 64..<96)
  func lengthChecksum(_ bit: Int) throws {
    let writer = threePoints()
    let start = writer.offsets[2]
    let reading = try Reading(writer.bytes.flipping(bit: 8 * start + bit))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.headerChecksum])
    #expect(reading.damage.first?.offset == Int64(start))
    #expect(reading.damage.first?.length == Int64(writer.offsets[3] - start))
    #expect(reading.damage.first?.resumedAt == Int64(writer.offsets[3]))
    #expect(reading.damage.first?.recordsBefore == 2)
  }

  @Test("A8: a flipped bit in the payload loses that record only, both checksums told")
  func payload() throws {
    let writer = threePoints()
    let start = writer.offsets[2]
    let reading = try Reading(writer.bytes.flipping(bit: 8 * (start + 14)))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.payloadChecksum])
    let damage = try #require(reading.damage.first)
    let payload = Array(writer.bytes[(start + 12)..<(writer.offsets[3] - 4)])
    #expect(damage.storedChecksum == TableChecksum.masked(payload))
    #expect(damage.computedChecksum == TableChecksum.masked(payload.flipping(bit: 16)))
    #expect(damage.length == Int64(writer.offsets[3] - start))
  }

  @Test("A10: zeros at the tail are a hole that may yet be filled, and damage when it is not")
  func zerosAtTail() throws {
    let bytes = threePoints().bytes
    let reading = try Reading(bytes + [UInt8](repeating: 0, count: 64))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.tail == .zeroHole)
    #expect(reading.outcome.tail?.offset == Int64(bytes.count))
    #expect(reading.outcome.tail?.length == 64)
    #expect(reading.outcome.finalDamage.map(\.kind) == [.zeroHole])
  }

  @Test("Even a few zeros at the tail are a hole", arguments: [12, 16, 23])
  func fewZerosAtTail(_ count: Int) throws {
    let reading = try Reading(threePoints().bytes + [UInt8](repeating: 0, count: count))
    #expect(reading.tail == .zeroHole)
    #expect(reading.outcome.tail?.length == Int64(count))
  }

  @Test("A11: zeros in the middle are passed over, their range told")
  func zerosInTheMiddle() throws {
    let reading = try Reading(around([UInt8](repeating: 0, count: 64)))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.zeroHole])
    #expect(reading.damage.first?.length == 64)
  }

  @Test("A12: a hole that is filled while watching gives its points, the finding withdrawn")
  func filledHole() throws {
    let writer = threePoints()
    let hole = [UInt8](repeating: 0, count: writer.bytes.count - writer.offsets[2])
    let file = TemporaryFile(Array(writer.bytes[..<writer.offsets[2]]) + hole)
    let reading = try Reading(file)
    #expect(reading.tail == .zeroHole)
    file.write(Array(writer.bytes[writer.offsets[2]...]), at: UInt64(writer.offsets[2]))
    try reading.readOn()
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.isClean)
  }

  @Test("A12: the end of a hole may be filled before its beginning")
  func filledFromTheEnd() throws {
    var writer = EventFileWriter()
    for step in 1...400 { writer.scalar(step: Int64(step), Float(step)) }
    let (begin, middle) = (writer.offsets[50], writer.offsets[200])
    let file = TemporaryFile(
      Array(writer.bytes[..<begin])
        + [UInt8](repeating: 0, count: writer.bytes.count - begin))
    let reading = try Reading(file)
    file.write(Array(writer.bytes[middle...]), at: UInt64(middle))
    try reading.readOn()
    #expect(reading.rows.count == 49 + 201)
    #expect(reading.kinds == [.zeroHole])
    #expect(reading.damage.first?.resumedAt == Int64(middle))
  }

  @Test("A13: a zero page over the middle of records is one hole, read on at the first good header")
  func zeroPage() throws {
    var writer = EventFileWriter()
    for step in 1...500 { writer.scalar(step: Int64(step), Float(step)) }
    let page = [UInt8](repeating: 0, count: 4096)
    let reading = try Reading(writer.bytes.overwriting(page, at: 4096))
    let touched = writer.offsets.enumerated().filter { index, start in
      let end = index + 1 < writer.offsets.count ? writer.offsets[index + 1] : writer.bytes.count
      return start < 8192 && end > 4096
    }
    #expect(reading.rows.count == 500 - touched.count)
    #expect(reading.kinds.filter { $0 == .zeroHole }.count == 1)
    #expect(reading.kinds.count <= 2)
  }

  @Test(
    "A14, A14b: a header that claims far more than there is costs nothing and is an unfinished tail",
    arguments: [28, 31, 34, 40])
  func largeClaim(_ power: Int) throws {
    let bytes = threePoints().bytes
    let reading = try Reading(bytes + EventFileWriter.header(1 << UInt64(power)) + [1, 2, 3, 4])
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.tail == .truncated)
    #expect(reading.outcome.tail?.length == 16)
    #expect(reading.outcome.tail?.detail?.contains("\(UInt64(1) << UInt64(power))") == true)
  }

  @Test("A14: the same in a compressed stream, whose size is not known before")
  func largeClaimInGzip() throws {
    let bytes = threePoints().bytes
    for power in [20, 28, 40] {
      let claim = EventFileWriter.header(1 << UInt64(power)) + [1, 2, 3, 4]
      let reading = try Reading(compressed(bytes + claim, .gzip))
      #expect(reading.steps == [1, 2, 3])
      #expect(reading.tail == .truncated, "2^\(power)")
      #expect(reading.outcome.tail?.offset == Int64(bytes.count), "2^\(power)")
      #expect(reading.outcome.tail?.length == 16, "2^\(power)")
    }
  }

  static let overflows: [UInt64] = [1 << 63, .max, .max - 3, .max - 15, 1 << 62, .max >> 1]

  @Test("A15: a length beyond any file's is told, without a trap", arguments: overflows)
  func overflow(_ length: UInt64) throws {
    let bytes = threePoints().bytes
    let reading = try Reading(bytes + EventFileWriter.header(length) + [1, 2, 3, 4])
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.tail == .lengthOverflow)
    #expect(reading.outcome.tail?.offset == Int64(bytes.count))
  }

  @Test("A16: good records after such a length are found", arguments: overflows)
  func overflowThenGood(_ length: UInt64) throws {
    let reading = try Reading(around(EventFileWriter.header(length) + [1, 2, 3, 4]))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.lengthOverflow])
    #expect(reading.damage.first?.length == 16)
    #expect(reading.damage.first?.detail?.contains("\(length)") == true)
  }

  @Test("A17: a record without a payload is an empty event")
  func emptyRecord() throws {
    let reading = try Reading(around(payload: []))
    #expect(reading.steps == [1, 3])
    #expect(reading.outcome.events == 4)
    #expect(reading.isClean)
  }

  @Test("A18: a payload of one zero byte is malformed")
  func zeroByte() throws {
    let reading = try Reading(around(payload: [0]))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.malformedEvent])
    #expect(reading.remarks[.malformedEvent] == 1)
  }

  @Test("A19: a record at the limit is decoded, one byte more is checked and skipped")
  func limit() throws {
    let payload = ProtobufMessage.summary(step: 2, [.simple("loss", 2)]).bytes
    var options = ReadingOptions()
    options.decodedPayloadLimit = payload.count
    let atLimit = try Reading(around(payload: payload), options: options)
    #expect(atLimit.steps == [1, 2, 3])
    options.decodedPayloadLimit = payload.count - 1
    var writer = EventFileWriter(version: nil)
    writer.scalar("l", step: 1, 1)
    writer.record(payload)
    writer.scalar("l", step: 3, 3)
    let beyond = try Reading(writer.bytes, options: options)
    #expect(beyond.steps == [1, 3])
    #expect(beyond.remarks[.recordTooLarge] == 1)
    #expect(beyond.kinds == [])
    let damaged = try Reading(
      writer.bytes.flipping(bit: 8 * (writer.offsets[1] + 20)), options: options)
    #expect(damaged.steps == [1, 3])
    #expect(damaged.kinds == [.payloadChecksum])
  }

  @Test("A20: a scalar after a huge record is found", arguments: [true, false])
  func hugeRecord(_ verifies: Bool) throws {
    let image = [UInt8](repeating: 7, count: 40 << 20)
    let payload = ProtobufMessage.summary(
      step: 2, [ProtobufMessage { $0.message(4) { $0.field(4, image) } }])
    var options = ReadingOptions()
    options.verifiesPayloads = verifies
    let reading = try Reading(around(payload), options: options)
    #expect(reading.steps == [1, 3])
    #expect(reading.remarks[.recordTooLarge] == 1)
    #expect(reading.isClean)
  }

  @Test("A21: offsets beyond 2^32 are exact")
  func beyondFourGigabytes() throws {
    var writer = EventFileWriter()
    writer.scalar(step: 1, 1)
    let length: UInt64 = 5 << 30
    let start = writer.bytes.count
    // The payload is a hole of the file system, so its checksum is not verified.
    let file = TemporaryFile(writer.bytes + EventFileWriter.header(length))
    var rest = EventFileWriter(version: nil)
    rest.scalar(step: 3, 3)
    let end = UInt64(start) + 16 + length
    file.write(rest.bytes, at: end)
    var options = ReadingOptions()
    options.verifiesPayloads = false
    options.keepsOffsets = true
    var reader = EventFileReader(path: file.path, options: options)
    var batch = ScalarBatch()
    _ = try reader.read(into: &batch)
    #expect(batch.offsets.prefix(2) == [Int64(writer.offsets[1]), Int64(end)])
  }

  @Test("A22: a text is no event file, which is one finding")
  func text() throws {
    let text = Array(String(repeating: "Twas brillig, and the slithy toves\n", count: 500).utf8)
    let reading = try Reading(text)
    #expect(reading.outcome.finalDamage.map(\.kind) == [.notAnEventFile])
    #expect(reading.outcome.tail?.length == Int64(text.count))
  }

  @Test("A23: random bytes are one finding")
  func random() throws {
    var random = SeededRandom(seed: 23)
    let bytes = (0..<(256 << 10) / 8).flatMap { _ in ProtobufMessage.littleEndian(random.next()) }
    let reading = try Reading(bytes)
    #expect(reading.rows == [])
    #expect(reading.outcome.finalDamage.map(\.kind) == [.notAnEventFile])
    #expect(reading.outcome.tail?.length == Int64(bytes.count))
  }

  @Test("A24: bytes before the first record are passed over")
  func garbagePrefix() throws {
    let reading = try Reading(Array("garbage".utf8) + threePoints().bytes)
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.kinds == [.headerChecksum])
    #expect(reading.damage.first?.offset == 0)
    #expect(reading.damage.first?.length == 7)
  }

  @Test("A25: two files one after another are read through, both versions marked")
  func concatenated() throws {
    let reading = try Reading(threePoints().bytes + threePoints().bytes)
    #expect(reading.steps == [1, 2, 3, 1, 2, 3])
    #expect(reading.marks.map(\.kind) == [.fileVersion(2), .fileVersion(2)])
    #expect(reading.isClean)
  }

  static let embedding = ProtobufMessage.event(step: 2) {
    $0.field(4, around(.summary(step: 77, [.simple("embedded", 77)])))
  }.bytes

  @Test("A26: records within a good payload are not seen")
  func embedded() throws {
    let reading = try Reading(around(payload: Self.embedding))
    #expect(reading.steps == [1, 3])
    #expect(reading.isClean)
  }

  @Test("A27: nor within a payload whose checksum fails")
  func embeddedInBadPayload() throws {
    let record = EventFileWriter.record(Self.embedding)
    let reading = try Reading(around(record.flipping(bit: 8 * (record.count - 1))))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.payloadChecksum])
  }

  @Test("A27: nor within a good payload behind a header whose checksum fails")
  func embeddedBehindBadHeader() throws {
    let record = EventFileWriter.record(Self.embedding)
    let reading = try Reading(around(record.flipping(bit: 8 * 9)))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.headerChecksum])
    #expect(reading.damage.first?.length == Int64(record.count))
  }

  @Test("A28: records written with the other byte order are named")
  func foreignByteOrder() throws {
    let payload = ProtobufMessage.version().bytes
    let length = Array(ProtobufMessage.littleEndian(UInt64(payload.count)).reversed())
    let bytes =
      length + ProtobufMessage.littleEndian(TableChecksum.masked(length)).reversed() + payload
      + ProtobufMessage.littleEndian(TableChecksum.masked(payload)).reversed()
    let reading = try Reading(bytes)
    #expect(reading.kinds == [.foreignByteOrder])
    #expect(reading.rows == [])
  }

  @Test("A29: a record written twice is given twice")
  func duplicate() throws {
    let writer = threePoints()
    let reading = try Reading(writer.bytes + writer.bytes[writer.offsets[3]...])
    #expect(reading.steps == [1, 2, 3, 3])
    #expect(reading.isClean)
  }

  private func row(_ step: Int64) -> Row {
    Row(tag: "loss", step: step, value: Double(step), wallTime: 1000 + Double(step))
  }
}

@Suite("Golden bytes")
struct GoldenByteTests {
  @Test("A file of the published golden records gives their values")
  func records() throws {
    let version = "1800000000000000a37f4b22090000000000388f401a0d627261696e2e4576656e743a32338c4033"
    let scalar =
      "1a00000000000000129bd82d090000000000488f4010012a0d0a0b0a046c6f7373150000803f27a1c75a"
    let empty = "000000000000000029039807d8ea82a2"
    let reading = try Reading(bytes(version) + bytes(empty) + bytes(scalar))
    #expect(reading.rows == [Row(tag: "loss", step: 1, value: 1, wallTime: 1001)])
    #expect(reading.outcome.firstWallTime == 999)
    #expect(reading.outcome.fileVersion == 2)
    #expect(reading.outcome.events == 3)
    #expect(reading.isClean)
  }

  @Test("The tests' writer makes the published golden bytes")
  func writer() {
    var writer = EventFileWriter()
    writer.scalar(step: 1, 1)
    #expect(
      writer.bytes
        == bytes("1800000000000000a37f4b22090000000000388f401a0d627261696e2e4576656e743a32338c4033")
        + bytes(
          "1a00000000000000129bd82d090000000000488f4010012a0d0a0b0a046c6f7373150000803f27a1c75a"))
    #expect(EventFileWriter.record([]) == bytes("000000000000000029039807d8ea82a2"))
  }

  static let headers: [(UInt64, String)] = [
    (0, "000000000000000029039807"), (1, "01000000000000000175de41"),
    (16, "100000000000000095fbfe18"), (1 << 20, "00001000000000002183eba7"),
    (1 << 32, "0000000001000000b28de7d2"), (1 << 33, "0000000002000000775199c4"),
    (.max, "ffffffffffffffffa67b113a"),
  ]

  @Test("The published headers are valid, and no other with a bit turned over", arguments: headers)
  func header(_ length: UInt64, _ golden: String) throws {
    let header = bytes(golden)
    #expect(EventFileWriter.header(length) == header)
    let reading = try Reading(header + [1])
    #expect(reading.tail == (length == .max ? .lengthOverflow : .truncated))
    for bit in 0..<96 {
      #expect(try Reading(header.flipping(bit: bit) + [1]).tail == .notAnEventFile)
    }
  }

  private func bytes(_ digits: String) -> [UInt8] {
    let nibbles = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: nibbles.count, by: 2).map {
      UInt8(nibbles[$0] << 4 | nibbles[$0 + 1])
    }
  }
}
