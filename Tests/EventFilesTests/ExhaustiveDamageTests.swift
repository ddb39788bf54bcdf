import EventFiles
import Scalars
import TestSupport
import Testing

@Suite("Damage of every kind at every place")
struct ExhaustiveDamageTests {
  @Test("A6: every truncation of a three-record file gives right points and is told")
  func truncations() throws {
    let writer = threePoints()
    let whole = try Reading(writer.bytes).rows
    for end in 0..<writer.bytes.count {
      let reading = try Reading(Array(writer.bytes[..<end]))
      let complete = writer.offsets.count { $0 < end && $0 > 0 } - (isBoundary(end, writer) ? 0 : 1)
      #expect(reading.rows == Array(whole.prefix(max(0, complete))), "cut at \(end)")
      #expect(reading.kinds == [], "cut at \(end)")
      if end == 0 || writer.offsets.contains(end) {
        #expect(reading.tail == nil, "cut at \(end)")
      } else {
        #expect(reading.tail == .truncated, "cut at \(end)")
      }
    }
  }

  private func isBoundary(_ end: Int, _ writer: EventFileWriter) -> Bool {
    writer.offsets.contains(end)
  }

  @Test("A9: every flipped bit of a three-record file loses the record it hits, and is told")
  func bitFlips() throws {
    let writer = threePoints()
    let whole = try Reading(writer.bytes).rows
    for bit in 0..<8 * writer.bytes.count {
      let record = writer.offsets.lastIndex { $0 <= bit / 8 } ?? 0
      let reading = try Reading(writer.bytes.flipping(bit: bit))
      // The first record is the version, which is not a point.
      let left = whole.enumerated().filter { $0.offset + 1 != record }.map(\.element)
      #expect(reading.rows == left, "bit \(bit)")
      #expect(reading.outcome.finalDamage.count == 1, "bit \(bit)")
    }
  }

  #if DEBUG
    /// Every 509th byte in debug builds; optimized builds test every byte.
    private static let stride = 509
  #else
    private static let stride = 1
  #endif

  @Test("A9: every corrupted byte of a file of 2,000 records loses the record it hits, and is told")
  func corruptedBytes() throws {
    var writer = EventFileWriter()
    for step in 1..<2000 { writer.scalar(step: Int64(step), Float(step)) }
    var bytes = writer.bytes
    var random = SeededRandom(seed: 9)
    var batch = ScalarBatch()
    var record = 0
    for place in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
      while record + 1 < writer.offsets.count, writer.offsets[record + 1] <= place { record += 1 }
      let change = UInt8.random(in: 1...255, using: &random)
      bytes[place] ^= change
      var reader = EventFileReader(bytes: bytes)
      bytes[place] ^= change
      #expect(try !reader.read(into: &batch), "byte \(place), \(change)")
      let wrong = firstWrongRow(batch, without: record)
      #expect(wrong == nil, "byte \(place), \(change)")
      #expect(reader.outcome.finalDamage.count == 1, "byte \(place), \(change)")
    }
  }

  /// The index of the first row that does not continue the steps 1 to 1999; the step `lost` may be
  /// missing.
  private func firstWrongRow(_ batch: ScalarBatch, without lost: Int) -> Int? {
    var step = 0
    for row in 0..<batch.count {
      step += step + 1 == lost ? 2 : 1
      if batch.steps[row] != Int64(step) || batch.values[row] != Double(step)
        || batch.wallTimes[row] != 1000 + Double(step)
      {
        return row
      }
    }
    return step == (lost == 1999 ? 1998 : 1999) ? nil : batch.count
  }
}
