import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("A large file read in ranges on several threads")
struct ReadAheadTests {
  private static func options(_ options: ReadingOptions, threads: Int, rangeSize: Int64)
    -> ReadingOptions
  {
    var options = options
    options.threads = threads
    options.rangeSize = rangeSize
    return options
  }

  /// Reads bytes in ranges of several sizes; the result must always equal that of one pass.
  ///
  /// - Returns: The most records that were read ahead.
  @discardableResult
  private func compare(
    _ bytes: [UInt8], _ plain: ReadingOptions = ReadingOptions(),
    rangeSizes: [Int64] = [300, 2_048, 10_000], _ note: String
  ) throws -> Int {
    let whole = try LockstepReading(bytes, plain)
    var ahead = 0
    for (threads, rangeSize) in zip([2, 3, 5, 2], rangeSizes) {
      let split = try LockstepReading(
        bytes, Self.options(plain, threads: threads, rangeSize: rangeSize))
      #expect(split.points == whole.points, "\(note), ranges of \(rangeSize)")
      #expect(split.offsets == whole.offsets, "\(note), ranges of \(rangeSize)")
      #expect(split.marks == whole.marks, "\(note), ranges of \(rangeSize)")
      #expect(split.series == whole.series, "\(note), ranges of \(rangeSize)")
      #expect(split.outcome == whole.outcome, "\(note), ranges of \(rangeSize)")
      ahead = max(ahead, split.recordsAhead)
    }
    return ahead
  }

  /// Scalars of three tags.
  private func scalars(_ steps: Range<Int64>, into writer: inout EventFileWriter) {
    for step in steps {
      for tag in ["loss", "accuracy", "a tag of more than thirty-two bytes, so that it takes two"] {
        writer.scalar(tag, step: step, Float(step), wallTime: 1000 + Double(step))
      }
    }
  }

  @Test("Nearly all of a regular file is read ahead, and it comes to the same")
  func regular() throws {
    var writer = EventFileWriter()
    scalars(1..<3_000, into: &writer)
    let ahead = try compare(writer.bytes, rangeSizes: [4_096, 20_000, 50_000], "regular")
    #expect(ahead > 7_000)
    let file = TemporaryFile(writer.bytes)
    let options = Self.options(ReadingOptions(), threads: 2, rangeSize: 20_000)
    let fromFile = try LockstepReading(path: file.path, options)
    #expect(fromFile.recordsAhead > 7_000)
    #expect(try fromFile.points == LockstepReading(writer.bytes, ReadingOptions()).points)
  }

  @Test(
    "Files of random events and damage come to the same in ranges of any size", arguments: 0..<40)
  func randomEvents(seed: UInt64) throws {
    var events = RandomEvents(seed: 7_000 + seed)
    try compare(events.file(), events.options(), "seed \(seed)")
  }

  @Test("Records within the payload of a record are none, wherever ranges begin", arguments: 0..<12)
  func embeddedRecords(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var writer = EventFileWriter()
    scalars(1..<100, into: &writer)
    for round in 1..<6 as Range<Int64> {
      var inner = EventFileWriter(version: nil)
      scalars(round * 1_000..<round * 1_000 + Int64(random.next() % 300), into: &inner)
      let content = [UInt8](repeating: 1, count: Int(random.next() % 50)) + inner.bytes
      writer.event(
        .event(step: round, wallTime: 1_000 + 200 * Double(round)) { $0.field(900, content) })
      if random.next() % 3 == 0 { writer.raw(inner.bytes.prefix(Int(random.next() % 200))) }
      scalars(200 * round..<200 * round + Int64(random.next() % 200), into: &writer)
    }
    try compare(writer.bytes, ReadingOptions(), "seed \(seed)")
  }

  @Test("Damage at the border of two ranges is told as it is without ranges")
  func damageAtBorders() throws {
    var writer = EventFileWriter()
    scalars(1..<250, into: &writer)
    let size: Int64 = 4_096
    for border in [2 * size, 5 * size] {
      for distance in stride(from: Int64(-70), through: 70, by: 7) {
        let bytes = writer.bytes.flipping(bit: 8 * Int(border + distance))
        try compare(bytes, rangeSizes: [size], "byte \(border + distance)")
      }
    }
  }

  @Test("New tags, sessions, clocks that go back and compressed files come to the same")
  func disorder() throws {
    var writer = EventFileWriter()
    for round in 0..<10 as Range<Int64> {
      scalars(100 * round..<100 * round + 90, into: &writer)
      writer.event(.session(1, step: round, wallTime: 1_000 + 100 * Double(round)))
      if round == 4 { writer.scalar("new", step: 1, 1, wallTime: 1_500) }
      if round == 6 { writer.scalar(step: 600, 1, wallTime: 3) }
    }
    #expect(try compare(writer.bytes, rangeSizes: [4_096], "disorder") > 1_000)
    try compare(compressed(writer.bytes, .gzip), rangeSizes: [100], "gzip")
  }

  @Test("A file that grows is read on behind what was read in ranges")
  func growing() throws {
    var writer = EventFileWriter()
    scalars(1..<800, into: &writer)
    let cut = writer.bytes.count - 20
    let file = TemporaryFile(Array(writer.bytes[..<cut]))
    let reading = try Reading(
      file, options: Self.options(ReadingOptions(), threads: 2, rangeSize: 8_000))
    scalars(800..<1_600, into: &writer)
    file.append(Array(writer.bytes[cut...]))
    try reading.readOn()
    #expect(try reading.rows == Reading(writer.bytes).rows)
    #expect(reading.isClean)
  }
}
