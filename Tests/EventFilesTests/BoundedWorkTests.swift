import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("Work and memory bounded whatever the bytes")
struct BoundedWorkTests {
  @Test("What a length claims is not allocated", arguments: [28, 31, 34, 40, 62])
  func claims(_ power: Int) throws {
    let bytes = EventFileWriter.header(1 << UInt64(power)) + [1, 2, 3, 4]
    var records = RecordStream(ByteStream(memory: bytes))
    _ = try records.open()
    #expect(try !records.has(1 << power))
    #expect(records.buffer.capacity < 1 << 20)
    #expect(try records.passOver(1 << power, verifying: true) == nil)
    #expect(records.buffer.capacity < 1 << 20)
  }

  @Test("Of a compressed stream of a hundred times its size, no more than a window is held")
  func inflatedWindow() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let stream = compressed(zeros, .gzip, repeated: 16)
    var reader = EventFileReader(bytes: stream)
    var batch = ScalarBatch()
    var widest = 0
    while try reader.read(into: &batch) { widest = max(widest, reader.records.buffer.capacity) }
    #expect(max(widest, reader.records.buffer.capacity) <= 2 * RecordStream.windowSize)
    #expect(reader.outcome.finalDamage.count == 1)
  }

  /// An endless sequence of headers, each claiming a payload of some size; without a budget, each
  /// would cost a checksum over all of it.
  private func headers(_ count: Int, claiming length: (Int) -> Int) -> [UInt8] {
    [9] + (0..<count).flatMap { EventFileWriter.header(UInt64(length($0))) }
  }

  @Test("Many headers that claim what is there cost linear time")
  func manyClaims() throws {
    let count = 60_000
    let bytes = headers(count) { max(0, 12 * (count - $0) - 100) }
    for reading in [try Reading(bytes), try Reading(compressed(bytes, .gzip))] {
      #expect(reading.rows == [])
      #expect(reading.outcome.finalDamage.map(\.kind) == [.notAnEventFile])
    }
  }

  @Test("Many headers that claim more than is there cost linear time")
  func manyUnfinished() throws {
    let bytes = headers(60_000) { _ in 8 << 20 }
    for reading in [try Reading(bytes), try Reading(compressed(bytes, .gzip))] {
      #expect(reading.rows == [])
      #expect(reading.outcome.finalDamage.map(\.kind) == [.notAnEventFile])
    }
  }

  @Test("Random bytes are one finding, however many they are")
  func randomBytes() throws {
    var random = SeededRandom(seed: 100)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
    let reading = try Reading(bytes)
    #expect(reading.outcome.finalDamage.map(\.kind) == [.notAnEventFile])
    #expect(reading.outcome.finalDamage.first?.length == 1 << 20)
    #expect(reading.outcome.records == 0)
  }

  @Test("An event of more values than memory should hold is refused")
  func manyEmptyValues() throws {
    let values = [UInt8]((0..<1_100_000).flatMap { _ in [0x0A, 0x00] as [UInt8] })
    let reading = try Reading(around(.event(step: 2) { $0.field(5, values) }))
    #expect(reading.steps == [1, 3])
    #expect(reading.kinds == [.malformedEvent])
  }

  @Test("Values without end in one event are given in batches of bounded size")
  func manyValues() throws {
    let values = (0..<10_000).map { ProtobufMessage.simple("t", Float($0)) }
    let reading = try Reading(around(.summary(step: 2, values)))
    #expect(reading.rows.count == 10_002)
    #expect(reading.values[1...10_000].elementsEqual((0..<10_000).map(Double.init)))
  }

  @Test("Messages within messages are not followed")
  func nesting() throws {
    var message = ProtobufMessage.simple("t", 1)
    for field: UInt64 in [3, 15, 8, 5, 1] {
      for _ in 0..<2_000 { message = ProtobufMessage { [message] in $0.message(field, message) } }
      let reading = try Reading(around(.event(step: 2) { [message] in $0.message(5, message) }))
      #expect(reading.steps.first == 1)
      #expect(reading.steps.last == 3)
    }
  }

  @Test("A reader that came to a compressed file's end holds neither file nor window")
  func releases() throws {
    let file = TemporaryFile(compressed(threePoints().bytes, .gzip))
    let reading = try Reading(file)
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.reader.records.buffer.capacity == 0)
    try reading.readOn()
    #expect(reading.steps == [1, 2, 3])
  }
}

@Suite("Files that change under a reader")
struct ChangingFileTests {
  @Test("A file replaced by another is refused, each time")
  func replaced() throws {
    let file = TemporaryFile(threePoints().bytes)
    let reading = try Reading(file)
    file.replace(threePoints().bytes + threePoints().bytes)
    for _ in 1...2 {
      #expect(throws: EventFileError.replaced(path: file.path)) { try reading.readOn() }
    }
    #expect(reading.steps == [1, 2, 3])
  }

  @Test("A file cut shorter than what was read is refused, each time")
  func truncated() throws {
    let bytes = threePoints().bytes
    let file = TemporaryFile(bytes)
    let reading = try Reading(file)
    file.truncate(to: 50)
    for _ in 1...2 {
      #expect(
        throws: EventFileError.truncated(
          path: file.path, size: 50, readUpTo: Int64(bytes.count))
      ) { try reading.readOn() }
    }
  }

  @Test("A file written anew with other points is refused")
  func rewritten() throws {
    let file = TemporaryFile(threePoints().bytes)
    let reading = try Reading(file)
    var other = EventFileWriter()
    for step in 1...9 { other.scalar(step: Int64(step), Float(-step)) }
    file.write(other.bytes)
    #expect(throws: EventFileError.self) { try reading.readOn() }
    #expect(reading.steps == [1, 2, 3])
  }

  @Test("A directory is no regular file, a missing file cannot be opened")
  func notAFile() {
    var batch = ScalarBatch()
    #expect(throws: EventFileError.notRegularFile(path: "/tmp")) {
      var reader = EventFileReader(path: "/tmp")
      _ = try reader.read(into: &batch)
    }
    #expect(throws: EventFileError.cannotOpen(path: "/nowhere/x", code: 2)) {
      var reader = EventFileReader(path: "/nowhere/x")
      _ = try reader.read(into: &batch)
    }
  }

  @Test("A path that is not UTF-8 opens the file with just those bytes")
  func pathOfBytes() throws {
    let file = TemporaryFile(threePoints().bytes)
    let path = Array(file.path.utf8) + [0xFF]
    try #require(file.copy(to: path))
    defer { file.remove(path) }
    var reader = EventFileReader(path: path)
    var batch = ScalarBatch()
    #expect(try !reader.read(into: &batch))
    #expect(batch.count == 3)
  }
}
