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

  @Test("Steps of every size in bytes, there and back, are read as the decoder reads them")
  func stepsOfEverySize() throws {
    var writer = EventFileWriter()
    let sizes = (0..<64).map { Int64(1) << $0 }
    let steps = sizes + sizes.map { $0 &- 1 } + sizes.reversed() + [0, -1, 0, 1, 127, 128, 16_383]
    for (index, step) in steps.enumerated() {
      for tag in ["a", "train/loss", "a tag that ends only behind the first block of its record"] {
        for _ in 0..<2 { writer.scalar(tag, step: step, Float(index), wallTime: Double(index)) }
      }
    }
    let reading = try expectAlike(writer.bytes)
    #expect(reading.points.count == 6 * steps.count)
    // Steps from 2⁵⁶ on take nine bytes or more, which are left to the decoder.
    #expect(reading.knownRecords > 3 * steps.count)
  }

  @Test("A bit changed in a record that fits otherwise is found as the decoder finds it")
  func everyBit() throws {
    var writer = EventFileWriter()
    for step in 126..<132 {
      writer.scalar("train/loss", step: Int64(step), 1)
      writer.tensorScalar("accuracy", step: Int64(step), 2)
    }
    let start = writer.offsets[writer.offsets.count - 6]
    for bit in 8 * start..<8 * writer.bytes.count {
      try expectAlike(writer.bytes.flipping(bit: bit), "bit \(bit)")
    }
  }

  @Test("Tags of every length, alike at both ends, fit in whatever order they come")
  func tagsOfEveryLength() throws {
    var random = SeededRandom(seed: 5)
    let layers = (0..<120).map { "encoder.layer.\($0).attention.self.query.weight" }
    let tags = (1..<140).map { String(repeating: "x", count: $0) } + layers
    var writer = EventFileWriter()
    for step in 0..<8_000 {
      let tag = tags[Int(random.next() % UInt64(tags.count))]
      writer.scalar(tag, step: Int64(step / 10), 1, wallTime: Double(step))
    }
    let reading = try expectAlike(writer.bytes)
    // Tags of 128 bytes and more are left to the decoder, and each first time, and each new size of a step.
    #expect(reading.knownRecords > 6_500)
  }

  /// Reads with and without templates, to the same end.
  @discardableResult
  private func expectAlike(_ bytes: [UInt8], _ name: String = "") throws -> LockstepReading {
    var options = ReadingOptions()
    options.keepsOffsets = true
    let fast = try LockstepReading(bytes, options)
    let general = try LockstepReading(bytes, options, usesTemplates: false)
    #expect(fast.points == general.points, "\(name)")
    #expect(fast.offsets == general.offsets, "\(name)")
    #expect(fast.series == general.series, "\(name)")
    #expect(fast.outcome == general.outcome, "\(name)")
    return fast
  }
}
