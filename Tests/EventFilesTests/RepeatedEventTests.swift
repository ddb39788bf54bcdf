import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("Events read by templates, in lockstep with the decoder")
struct RepeatedEventTests {
  @Test("Templates change nothing of what random events come to", arguments: 0..<120)
  func randomEvents(seed: UInt64) throws {
    var events = RandomEvents(seed: seed)
    try expectAlike(events.file(), events.options(), "seed \(seed)")
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
    // Steps from 2⁵⁶ on take nine bytes or more; these are left to the decoder.
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
    // Left to the decoder: tags of 128 bytes and more, each first occurrence, and each new size of
    // a step.
    #expect(reading.knownRecords > 6_500)
  }

  @Test("Steps that come in two sizes in turn take no more memory than in one")
  func alternatingSizes() throws {
    var writer = EventFileWriter()
    for number in 0..<4_000 {
      // A record of 68 bytes and one of 69: one block, and two.
      writer.scalar(
        String(repeating: "t", count: 30), step: number % 2 == 0 ? 127 : 128, 1, wallTime: 1000)
    }
    var reader = EventFileReader(bytes: writer.bytes)
    var batch = ScalarBatch()
    while try reader.read(into: &batch) {}
    #expect(reader.knownRecords > 3_900)
    #expect(reader.repeatedEvents.blocks.count <= 4)
    try expectAlike(writer.bytes)
  }

  @Test("Wall times that are no times are remarked on, wherever known events stand")
  func wallTimes() throws {
    for odd in [Double.nan, .infinity, -.infinity] {
      var writer = EventFileWriter(version: nil)
      let times = [odd, odd, odd, odd, 5, 6, odd, 7, odd, odd, 4, 8, 9, 10]
      for (step, time) in times.enumerated() {
        writer.scalar("loss", step: Int64(step), 1, wallTime: time)
      }
      try expectAlike(writer.bytes, "\(odd)")
    }
  }

  @Test("A value that fits but reaches beyond its record, at the window's end, is the decoder's")
  func valueBeyondRecord() throws {
    // Its size is written with an unnecessary extra byte, a zero, like the spare bytes of the
    // window.
    func value(_ number: Float) -> ProtobufMessage {
      ProtobufMessage {
        $0.text(1, "losslos2")
        $0.field(8, [0x08, 0x01, 0x22, 0x84, 0x00] + littleEndian(number.bitPattern))
      }
    }
    var writer = EventFileWriter()
    writer.scalar("losslos2", step: 0, 1, wallTime: 1001)
    for step in 1..<6 {
      writer.event(.summary(step: Int64(step), wallTime: 1001 + Double(step), [value(1)]))
    }
    // A record whose payload ends after four bytes of such a value, and goes on in its checksum.
    let start = Array(ProtobufMessage { $0.message(1, value(1)) }.bytes)
    let window = RecordStream.windowSize
    let place = window - 18 - 23
    let filler = place - writer.bytes.count - 16
    writer.record(
      [0x09] + littleEndian(Double(2000).bitPattern) + [0x22] + varint(filler - 13)
        + [UInt8](repeating: 0, count: filler - 13))
    #expect(writer.bytes.count == place)
    let payload = try #require(
      forged(start: Array(start[..<4]), checksum: Array(start[4..<8])))
    writer.record(payload)
    writer.raw(start[8...])
    for step in 7..<10 { writer.scalar("losslos2", step: Int64(step), 1, wallTime: 4000) }
    try expectAlike(writer.bytes)
  }

  private func littleEndian(_ word: some FixedWidthInteger) -> [UInt8] {
    ProtobufMessage.littleEndian(word)
  }

  private func varint(_ number: Int) -> [UInt8] {
    [UInt8(number & 0x7F | 0x80), UInt8(number >> 7 & 0x7F | 0x80), UInt8(number >> 14)]
  }

  /// An event that ends in a summary of these four bytes and has this masked checksum.
  ///
  /// The bits of its wall time are solved for, since a checksum is linear in them.
  private func forged(start: [UInt8], checksum: [UInt8]) -> [UInt8]? {
    let high = Double(3000).bitPattern & ~0xFFFF_FFFF
    func payload(_ low: UInt32) -> [UInt8] {
      [0x09] + littleEndian(UInt64(low) | high) + [0x2A, 4] + start
    }
    func bits(_ bytes: [UInt8]) -> UInt32 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    func unmasked(_ word: UInt32) -> UInt32 {
      let rotated = word &- 0xA282_EAD8
      return rotated >> 17 | rotated << 15
    }
    func sum(_ low: UInt32) -> UInt32 { unmasked(TableChecksum.masked(payload(low))) }
    let base = sum(0)
    var basis: [(sum: UInt32, bits: UInt32)] = []
    for bit in 0..<32 {
      var (rest, from) = (sum(1 << UInt32(bit)) ^ base, UInt32(1) << UInt32(bit))
      for row in basis where rest ^ row.sum < rest {
        (rest, from) = (rest ^ row.sum, from ^ row.bits)
      }
      if rest != 0 { basis.append((rest, from)) }
      basis.sort { $0.sum > $1.sum }
    }
    var (wanted, low) = (unmasked(bits(checksum)) ^ base, UInt32(0))
    for row in basis where wanted ^ row.sum < wanted {
      (wanted, low) = (wanted ^ row.sum, low ^ row.bits)
    }
    return wanted == 0 ? payload(low) : nil
  }

  /// Reads with and without templates, and compares the results.
  @discardableResult
  private func expectAlike(_ bytes: [UInt8], _ name: String = "") throws -> LockstepReading {
    var options = ReadingOptions()
    options.keepsOffsets = true
    return try expectAlike(bytes, options, name)
  }

  /// The same with these options.
  @discardableResult
  private func expectAlike(
    _ bytes: [UInt8], _ options: ReadingOptions, _ name: String
  ) throws -> LockstepReading {
    let fast = try LockstepReading(bytes, options)
    let general = try LockstepReading(bytes, options, usesTemplates: false)
    #expect(fast.points == general.points, "\(name)")
    #expect(fast.offsets == general.offsets, "\(name)")
    #expect(fast.marks == general.marks, "\(name)")
    #expect(fast.series == general.series, "\(name)")
    #expect(fast.outcome == general.outcome, "\(name)")
    #expect(general.knownRecords == 0, "\(name)")
    return fast
  }
}
