import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("Events read by templates, in lockstep with the decoder")
struct KnownEventsTests {
  @Test("Templates change nothing of what random events come to", arguments: 0..<120)
  func randomEvents(seed: UInt64) throws {
    var events = RandomEvents(seed: seed)
    let bytes = events.file()
    let options = events.options()
    let fast = try LockstepReading(bytes, options)
    let general = try LockstepReading(bytes, options, usesTemplates: false)
    #expect(fast.points == general.points, "seed \(seed)")
    #expect(fast.offsets == general.offsets, "seed \(seed)")
    #expect(fast.marks == general.marks, "seed \(seed)")
    #expect(fast.series == general.series, "seed \(seed)")
    #expect(fast.outcome == general.outcome, "seed \(seed)")
    #expect(general.knownRecords == 0)
  }

  @Test("Nearly all events of a regular log fit a template", arguments: [false, true])
  func regularLog(isTensor: Bool) throws {
    var writer = EventFileWriter()
    for step in 0..<1_000 {
      for tag in ["train/loss", "eval/loss", "a tag that is longer than one block of 32 bytes"] {
        if isTensor {
          writer.tensorScalar(tag, step: Int64(step), Float(step))
        } else {
          writer.scalar(tag, step: Int64(step), Float(step))
        }
      }
    }
    let reading = try LockstepReading(writer.bytes, ReadingOptions())
    #expect(reading.points.count == 3_000)
    #expect(reading.knownRecords > 2_990)
  }

  @Test("Tags of an event with several values, and tags in random order, fit templates, too")
  func severalValues() throws {
    var random = SeededRandom(seed: 3)
    var writer = EventFileWriter()
    let tags = (0..<40).map { "metric \($0)" }
    writer.event(.summary(step: 0, tags.map { .simple($0, 0) }))
    for step in 1..<500 {
      writer.event(.summary(step: Int64(step), tags.map { .simple($0, Float(step)) }))
      let chosen = tags[Int(random.next() % 40)]
      writer.scalar(chosen, step: Int64(step), 1, wallTime: 1000 + Double(step))
    }
    let reading = try LockstepReading(writer.bytes, ReadingOptions())
    #expect(reading.points.count == 40 * 500 + 499)
    #expect(reading.knownRecords > 990)
  }
}
