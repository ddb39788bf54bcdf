import EventFiles
import Scalars
import TestSupport
import Testing

@Suite("D: events")
struct EventTests {
  private func steps(_ steps: Int64...) -> EventFileWriter {
    var writer = EventFileWriter()
    for (place, step) in steps.enumerated() {
      writer.scalar(step: step, Float(place), wallTime: 2000 + Double(place))
    }
    return writer
  }

  private func wallTimes(_ times: Double...) -> [UInt8] {
    var writer = EventFileWriter()
    for (place, time) in times.enumerated() {
      writer.scalar(step: Int64(place), 1, wallTime: time)
    }
    return writer.bytes
  }

  @Test("D1: steps are signed")
  func signedSteps() throws { #expect(try Reading(steps(-5, 0, 7).bytes).steps == [-5, 0, 7]) }

  @Test("D2: the smallest and the largest step are exact")
  func extremeSteps() throws {
    #expect(try Reading(steps(.min, .max, .min).bytes).steps == [.min, .max, .min])
  }

  @Test("D3: the largest step, then the first, are both kept")
  func largestThenFirst() throws { #expect(try Reading(steps(.max, 1).bytes).steps == [.max, 1]) }

  @Test("D4: a wall time that is NaN is missing, the value is kept")
  func nanWallTime() throws {
    let reading = try Reading(wallTimes(1000, .nan, 1002))
    #expect(reading.steps == [0, 1, 2])
    #expect(reading.rows[1].wallTime.isNaN)
    #expect(reading.remarks[.missingWallTime] == 1)
    #expect(reading.outcome.lastWallTime == 1002)
    #expect(reading.isClean)
  }

  @Test("D5: so is an infinite one", arguments: [Double.infinity, -.infinity])
  func infiniteWallTime(_ time: Double) throws {
    let reading = try Reading(wallTimes(1000, time, 1002))
    #expect(reading.steps == [0, 1, 2])
    #expect(!reading.rows[1].wallTime.isFinite)
    #expect(reading.remarks[.missingWallTime] == 1)
    #expect(reading.remarks[.clockJump] == nil)
  }

  @Test("D6: negative, zero and huge wall times are kept")
  func oddWallTimes() throws {
    let reading = try Reading(wallTimes(-3, 0, 1e300))
    #expect(reading.rows.map(\.wallTime) == [-3, 0, 1e300])
    #expect(reading.remarks[.missingWallTime] == nil)
  }

  @Test("D7: wall times that go back are kept and counted")
  func clockJumps() throws {
    let reading = try Reading(wallTimes(1000, 1005, 1003, 1004, 1001))
    #expect(reading.rows.map(\.wallTime) == [1000, 1005, 1003, 1004, 1001])
    #expect(reading.remarks[.clockJump] == 2)
  }

  @Test(
    "D8: any text for a version is taken, -1 for what is no number",
    arguments: [
      ("brain.Event:1", 1), ("brain.Event:3", 3), ("brain.Event:2.5", 2.5), ("garbage", -1),
      ("brain.Event:", -1), ("brain.Event:nan", -1), ("brain.Event:inf", -1), ("", -1),
    ])
  func versions(_ text: String, _ number: Double) throws {
    var writer = EventFileWriter(version: text)
    writer.scalar(step: 1, 1)
    let reading = try Reading(writer.bytes)
    #expect(reading.outcome.fileVersion == number)
    #expect(reading.marks.map(\.kind) == [.fileVersion(number)])
    #expect(reading.steps == [1])
  }

  @Test("D8: a file without a version is read")
  func noVersion() throws {
    var writer = EventFileWriter(version: nil)
    writer.scalar(step: 1, 1)
    let reading = try Reading(writer.bytes)
    #expect(reading.outcome.fileVersion == nil)
    #expect(reading.steps == [1])
  }

  @Test("D9: a version within a file is marked where it stands")
  func versionWithin() throws {
    var writer = threePoints()
    writer.event(.version("brain.Event:2", step: 3, wallTime: 1004))
    writer.scalar(step: 4, 4)
    let reading = try Reading(writer.bytes)
    #expect(reading.steps == [1, 2, 3, 4])
    #expect(reading.marks.map(\.row) == [0, 3])
    #expect(reading.marks.last?.step == 3)
    #expect(reading.marks.last?.offset == Int64(writer.offsets[4]))
  }

  @Test("D10: other contents are counted by kind, sessions marked")
  func otherContents() throws {
    var writer = EventFileWriter()
    for field: UInt64 in [4, 6, 8, 9] { writer.event(.event(step: 1) { $0.field(field, []) }) }
    for status: UInt64 in [1, 2, 3] { writer.event(.session(status, step: 1)) }
    let reading = try Reading(writer.bytes)
    #expect(
      reading.outcome.otherEvents == [
        "graph_def": 1, "log_message": 1, "tagged_run_metadata": 1, "meta_graph_def": 1,
        "session_log": 3,
      ])
    #expect(reading.marks.dropFirst().map(\.kind) == [.start, .stop, .checkpoint])
    #expect(reading.rows == [])
    #expect(reading.isClean)
  }

  @Test("D11: an event with nothing but a step is counted and gives no point")
  func onlyStep() throws {
    let reading = try Reading(around(.event(step: 2)))
    #expect(reading.steps == [1, 3])
    #expect(reading.outcome.events == 4)
    #expect(reading.isClean)
  }

  @Test("D12: fifty values in one summary are fifty points")
  func manyValues() throws {
    var writer = EventFileWriter()
    let tags = (0..<50).map { "tag\($0)" }
    writer.event(.summary(step: 1, tags.map { .simple($0, 1) }))
    let reading = try Reading(writer.bytes)
    #expect(reading.tags == tags)
    #expect(reading.reader.series.map(\.tag) == tags)
  }

  @Test("D13: a tag given twice in one event gives both points in order, and is told")
  func twiceInOneEvent() throws {
    let reading = try Reading(around(.summary(step: 2, [.simple("loss", 4), .simple("loss", 5)])))
    #expect(reading.steps == [1, 2, 2, 3])
    #expect(reading.values == [1, 4, 5, 3])
    #expect(reading.remarks[.repeatedStep] == 1)
  }

  @Test("D14: a hundred thousand tags, in one event or many")
  func manyTags() throws {
    var writer = EventFileWriter()
    let count = 100_000
    writer.event(.summary(step: 1, (0..<count).map { .simple("t\($0)", Float($0)) }))
    for tag in 0..<1000 { writer.scalar("t\(tag * 100)", step: 2, 0) }
    let reading = try Reading(writer.bytes)
    #expect(reading.reader.series.count == count)
    #expect(reading.rows.count == count + 1000)
    #expect(reading.tags[99_999] == "t99999")
    #expect(reading.tags.last == "t99900")
    #expect(reading.isClean)
  }

  @Test("A file of nothing but session events is read in pieces of bounded size")
  func manyMarks() throws {
    var writer = EventFileWriter()
    for step in 1...10_000 { writer.event(.session(3, step: Int64(step))) }
    #expect(try Reading(writer.bytes).marks.count == 10_001)
    var reader = EventFileReader(bytes: writer.bytes)
    var batch = ScalarBatch()
    #expect(try reader.read(into: &batch))
    #expect(batch.marks.count <= ScalarBatch.capacity)
  }
}
