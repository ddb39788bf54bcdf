import EventFiles
import TestSupport
import Testing

@Suite("Copying the good records of a file")
struct RepairTests {
  /// All good records of a file.
  private func repaired(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws -> (bytes: [UInt8], outcome: FileOutcome) {
    var reader = EventFileReader(bytes: bytes, options: options)
    var good: [UInt8] = []
    while try reader.copyRecords(to: &good) {}
    return (good, reader.outcome)
  }

  @Test("A good file is copied byte for byte")
  func good() throws {
    var writer = EventFileWriter()
    for step in 1...20_000 { writer.scalar(step: Int64(step), 1) }
    let copy = try repaired(writer.bytes)
    #expect(copy.bytes == writer.bytes)
    #expect(copy.outcome.events == 20_001)
  }

  @Test("A compressed file is copied inflated")
  func inflated() throws {
    let bytes = threePoints().bytes
    #expect(try repaired(compressed(bytes, .gzip)).bytes == bytes)
    #expect(try repaired(Array(compressed(bytes, .zlib).dropLast(3))).bytes == bytes)
  }

  @Test("Damage of every kind is left out, and nothing else")
  func damage() throws {
    var good = EventFileWriter()
    var damaged = Array("not a record".utf8)
    func add(_ record: [UInt8], isGood: Bool) {
      if isGood { good.raw(record) }
      damaged += record
    }
    func scalar(_ step: Int64) -> [UInt8] {
      EventFileWriter.record(ProtobufMessage.summary(step: step, [.simple("loss", 1)]).bytes)
    }
    add(good.bytes, isGood: false)
    for step: Int64 in 1...40 {
      let record = scalar(step)
      switch step % 8 {
      case 1: add(record.flipping(bit: 70), isGood: false)
      case 2: add(record.flipping(bit: 8 * 20), isGood: false)
      case 3: add([UInt8](repeating: 0, count: 100), isGood: false)
      case 4: add(EventFileWriter.record([0]), isGood: false)
      case 5: add(EventFileWriter.header(.max), isGood: false)
      default: add(record, isGood: true)
      }
    }
    damaged += scalar(41).dropLast(1)
    let copy = try repaired(damaged)
    #expect(copy.bytes == good.bytes)
    let again = try Reading(copy.bytes)
    #expect(again.isClean)
    #expect(again.rows.count == 15)
    #expect(copy.outcome.tail?.kind == .truncated)
  }

  @Test("An event of more values than a batch holds is copied whole")
  func manyValues() throws {
    let values = (0..<10_000).map { ProtobufMessage.simple("t", Float($0)) }
    let bytes = around(.summary(step: 2, values))
    #expect(try repaired(bytes).bytes == bytes)
  }

  @Test("A record beyond the limit is left out and told")
  func tooLarge() throws {
    var options = ReadingOptions()
    options.decodedPayloadLimit = 1000
    let bytes = around(.event(step: 2) { $0.field(4, [UInt8](repeating: 0, count: 2000)) })
    let copy = try repaired(bytes, options: options)
    #expect(try Reading(copy.bytes).steps == [1, 3])
    #expect(copy.outcome.remarks[.recordTooLarge] == 1)
    #expect(try repaired(bytes).bytes == bytes)
  }

  @Test("What the file has grown by is copied by a later call")
  func growing() throws {
    let writer = threePoints()
    let file = TemporaryFile(Array(writer.bytes[..<(writer.offsets[2] + 7)]))
    var reader = EventFileReader(path: file.path)
    var good: [UInt8] = []
    while try reader.copyRecords(to: &good) {}
    #expect(good == Array(writer.bytes[..<writer.offsets[2]]))
    file.append(Array(writer.bytes[(writer.offsets[2] + 7)...]))
    while try reader.copyRecords(to: &good) {}
    #expect(good == writer.bytes)
  }
}
