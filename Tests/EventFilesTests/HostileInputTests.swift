import EventFiles
import Scalars
import TestSupport
import Testing

/// A file read to its end: the values of its points by tag, and the findings.
private func read(_ bytes: [UInt8]) throws -> (values: [String: [Double]], outcome: FileOutcome) {
  var reader = EventFileReader(bytes: bytes)
  var batch = ScalarBatch()
  var values: [String: [Double]] = [:]
  var isMore = true
  while isMore {
    isMore = try reader.read(into: &batch)
    for row in 0..<batch.count {
      values[reader.series[Int(batch.series[row])].tag, default: []].append(batch.values[row])
    }
  }
  return (values, reader.outcome)
}

@Suite("Files made to mislead")
struct HostileInputTests {
  @Test(
    "A file made of gaps, each before a header that claims much, is read in time linear in its size",
    .timeLimit(.minutes(1)))
  func gaps() throws {
    let good = EventFileWriter.record(ProtobufMessage.event(step: 1, wallTime: 0).bytes)
    let garbage = Array<UInt8>(1...12)
    let unit = good + garbage + EventFileWriter.header(4 << 20)
    let count = (4 << 20) / unit.count
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes += unit }
    bytes += [UInt8](repeating: 0xFF, count: 4 << 20 + 100)
    // Without one budget for all gaps, this would checksum about 400 GB.
    #expect(try read(bytes).outcome.records == count)
  }

  @Test("A bad header whose bytes look like zlib's does not hide the file behind it")
  func looksLikeZlib() throws {
    let version = ProtobufMessage.event(wallTime: 999) {
      $0.text(3, "brain.Event:2")
      $0.message(10) { $0.text(1, String(repeating: "w", count: 92)) }
    }
    try #require(version.bytes.count == 0x78)
    var writer = EventFileWriter([version])
    for step in 1...3 { writer.scalar(step: Int64(step), Float(step)) }
    writer.bytes[1] = 0x9C
    let (values, outcome) = try read(writer.bytes)
    #expect(values == ["loss": [1, 2, 3]])
    #expect(outcome.compression == .none)
    #expect(outcome.damage.map(\.kind) == [.headerChecksum])
  }

  @Test("A bad checksum in a header does not surface the record that its payload embeds")
  func embeddedBehindBadHeader() throws {
    let inner = EventFileWriter.record(
      ProtobufMessage.summary(step: 2, [.simple("embedded", 9)]).bytes)
    var writer = EventFileWriter()
    writer.scalar(step: 1, 1)
    writer.event(.event(step: 2) { $0.field(900, inner) })
    writer.scalar(step: 3, 3)
    writer.bytes[writer.offsets[2] + 9] ^= 1
    let (values, outcome) = try read(writer.bytes)
    #expect(values == ["loss": [1, 3]])
    let finding = try #require(outcome.damage.first)
    #expect(outcome.damage.count == 1 && finding.kind == .headerChecksum)
    #expect(finding.offset == Int64(writer.offsets[2]))
    #expect(finding.resumedAt == Int64(writer.offsets[3]))
  }

  @Test("An event dropped for a malformed value leaves no trace of its other values")
  func droppedWhole() throws {
    let malformed = ProtobufMessage.tensorValue(
      "y", .tensor(type: 1) { $0.field(5, [0, 0, 0, 0, 0]) })
    let bare = ProtobufMessage.tensorValue("x", .tensor(5), plugin: nil)
    for values in [[.tensorValue("x", .tensor(4)), malformed], [malformed]] {
      var writer = EventFileWriter()
      writer.event(.summary(step: 1, values))
      var reader = EventFileReader(bytes: writer.bytes)
      var batch = ScalarBatch()
      while try reader.read(into: &batch) {}
      #expect(batch.count == 0 && reader.series.isEmpty)
      #expect(reader.outcome.damageCounts == [.malformedEvent: 1])
    }
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [.tensorValue("x", .tensor(4)), malformed]))
    writer.event(.summary(step: 2, [bare]))
    #expect(try read(writer.bytes).values.isEmpty, "metadata of a dropped event decides nothing")
  }

  @Test("A malformed tensor is malformed even where a later member of the oneof replaces it")
  func replacedMember() throws {
    let value = ProtobufMessage {
      $0.text(1, "loss")
      $0.message(8, .tensor(type: 1) { $0.field(5, [0, 0, 0, 0, 0]) })
      $0.float(2, 1)
    }
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [value]))
    let (values, outcome) = try read(writer.bytes)
    #expect(values.isEmpty && outcome.damageCounts == [.malformedEvent: 1])
  }
}
