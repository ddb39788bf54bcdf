import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("Large payloads left unread where their checksums are not asked for")
struct SkippingTests {
  private static let unverified: ReadingOptions = {
    var options = ReadingOptions()
    options.verifiesPayloads = false
    return options
  }()

  /// A value of some kilobytes that is not a scalar, in one of the forms that writers use.
  private static func largeValue(_ form: UInt64, _ content: [UInt8]) -> ProtobufMessage {
    switch form {
    case 0, 1:
      ProtobufMessage {
        $0.text(1, "an image")
        if form == 1 { $0.message(9, .metadata(plugin: "images")) }
        $0.message(4) {
          $0.number(1, 28)
          $0.field(4, content)
        }
      }
    case 2:
      .tensorValue(
        "images",
        .tensor(type: 7, shape: [3]) { tensor in
          for part in [[50, 56], [50, 56], content] { tensor.field(8, part) }
        }, plugin: "images", dataClass: 3)
    case 3:
      .tensorValue("text", .tensor(type: 7) { $0.field(8, content) }, plugin: "text", dataClass: 2)
    case 4:
      .tensorValue(
        "bare", .tensor(type: 1, shape: [1000]) { $0.field(4, content) }, plugin: nil)
    case 5:
      .tensorValue("a scalar", .tensor(type: 7) { $0.field(8, content) }, dataClass: 1)
    case 6:
      ProtobufMessage {
        $0.text(1, "both")
        $0.message(4) { $0.field(4, content) }
        $0.float(2, 7)
      }
    default:
      ProtobufMessage {
        $0.message(6) { $0.field(4, content) }
        $0.text(1, "sound")
        $0.message(9, .metadata(plugin: "audio", displayName: "a name"))
      }
    }
  }

  /// Larger than what is read at once, so that the rest is read piece by piece.
  private static let largeRecord = EventFileWriter.record(
    ProtobufMessage.summary(step: 1, [largeValue(0, [UInt8](repeating: 9, count: 300_000))]).bytes)

  private static func file(seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var writer = EventFileWriter()
    writer.raw(largeRecord)
    for step in 1..<40 as Range<Int64> {
      if random.next() % 3 > 0 { writer.scalar(step: step, Float(step)) }
      let size = [100, 4_000, 5_000, 9_000][Int(random.next() % 4)]
      let content = [UInt8](repeating: UInt8(step), count: size)
      let large = largeValue(random.next() % 8, content)
      var values = [large]
      if random.next() % 4 == 0 { values.insert(.simple("first", 1), at: 0) }
      if random.next() % 4 == 0 { values.append(.simple("last", 2)) }
      var event = ProtobufMessage.summary(step: step, values)
      if random.next() % 8 == 0 { event.number(2, 500) }
      writer.event(event)
    }
    return writer.bytes
  }

  @Test("A good file comes to the same, read in whole or not", arguments: 0..<40)
  func sameAsRead(seed: UInt64) throws {
    let bytes = Self.file(seed: seed)
    let whole = try LockstepReading(bytes, ReadingOptions())
    let file = TemporaryFile(bytes)
    for unread in [
      try LockstepReading(bytes, Self.unverified),
      try LockstepReading(path: file.path, Self.unverified),
    ] {
      #expect(unread.points == whole.points, "seed \(seed)")
      #expect(unread.series == whole.series, "seed \(seed)")
      #expect(unread.outcome == whole.outcome, "seed \(seed)")
    }
  }

  @Test("A cut within the part left unread is told like any other", arguments: [20, 3_000, 19_000])
  func cut(at distance: Int) throws {
    var writer = EventFileWriter()
    writer.scalar(step: 1, 1)
    writer.event(.summary(step: 2, [Self.largeValue(0, [UInt8](repeating: 1, count: 20_000))]))
    let bytes = Array(writer.bytes.prefix(writer.offsets[2] + distance))
    let reading = try Reading(TemporaryFile(bytes), options: Self.unverified)
    #expect(reading.steps == [1])
    #expect(reading.tail == .truncated)
    #expect(reading.outcome.tail?.offset == Int64(writer.offsets[2]))
    #expect(reading.outcome.tail?.length == Int64(distance))
  }

  @Test("A bad header behind a part left unread is found, and so is the record after it")
  func badHeader() throws {
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [Self.largeValue(0, [UInt8](repeating: 1, count: 20_000))]))
    writer.scalar(step: 2, 2)
    writer.scalar(step: 3, 3)
    let bytes = writer.bytes.flipping(bit: 8 * writer.offsets[2])
    let reading = try Reading(TemporaryFile(bytes), options: Self.unverified)
    #expect(reading.steps == [3])
    #expect(reading.kinds == [.headerChecksum])
  }

  @Test("Damage inside an image is not seen when it is left unread")
  func unseenDamage() throws {
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [Self.largeValue(0, [UInt8](repeating: 1, count: 20_000))]))
    writer.scalar(step: 2, 2)
    let file = TemporaryFile(writer.bytes.flipping(bit: 8 * (writer.offsets[1] + 10_000)))
    #expect(try Reading(file).kinds == [.payloadChecksum])
    let reading = try Reading(file, options: Self.unverified)
    #expect(reading.isClean)
    #expect(reading.steps == [2])
  }

  @Test("An image that is left unread takes no memory")
  func memory() throws {
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [Self.largeValue(0, [UInt8](repeating: 1, count: 4 << 20))]))
    for step in 2..<20_000 as Range<Int64> { writer.scalar(step: step, 2) }
    let file = TemporaryFile(writer.bytes)
    for (options, isUnread) in [(Self.unverified, true), (ReadingOptions(), false)] {
      var reader = EventFileReader(path: file.path, options: options)
      var batch = ScalarBatch()
      #expect(try reader.read(into: &batch) && batch.steps[0] == 2)
      #expect((reader.records.buffer.capacity < 1 << 20) == isUnread)
    }
  }

  @Test("Repair copies records in whole whatever the options say")
  func copied() throws {
    let bytes = Self.file(seed: 1)
    var reader = EventFileReader(bytes: bytes, options: Self.unverified)
    var copy: [UInt8] = []
    while try reader.copyRecords(to: &copy) {}
    #expect(copy == bytes)
  }
}
