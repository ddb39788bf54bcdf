import EventFiles
import Foundation
import Scalars
import TestSupport
import Testing

/// The results of an independent scanner for a file, and for each of its scalar tags.
private struct ExpectedFile: Decodable {
  struct Tag: Decodable {
    var n: Int
    var first: [Number]
    var last: [Number]
    var sha256: String
  }

  /// A number, or one of the words for what JSON has no number for.
  struct Number: Decodable {
    var value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        let word = try container.decode(String.self)
        value = Double(word.replacingOccurrences(of: "Infinity", with: "inf")) ?? 0
      }
    }
  }

  var points: Int
  var records: Int
  var tags: [String: Tag]
}

private let expectations: [String: ExpectedFile] = {
  guard let data = FileManager.default.contents(atPath: SharedLogs.path("expected.json")) else {
    return [:]
  }
  let decoded = try? JSONDecoder().decode([String: ExpectedFile].self, from: data)
  return decoded ?? [:]
}()

@Suite(
  "Logs by real writers",
  .enabled(if: SharedLogs.arePresent, "the real logs stand in ../shared, which is not here"))
struct SharedLogTests {
  @Test("The expectations are there")
  func expectationsAreRead() { #expect(expectations.count > 300) }

  @Test(
    "Every tag's points are those that an independent scanner found",
    arguments: expectations.keys.sorted())
  func points(_ file: String) throws {
    let expected = try #require(expectations[file])
    var reader = EventFileReader(path: SharedLogs.path(file))
    var tallies: [Tally] = []
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      while tallies.count < reader.series.count { tallies.append(Tally()) }
      for row in 0..<batch.count { tallies[Int(batch.series[row])].add(batch[row]) }
    }
    if reader.outcome.compression != .none {
      // The scanner cannot read compressed streams; both of these contain the same thousand points.
      #expect(reader.outcome.points == 1000)
      #expect(expected.records == 0)
      return
    }
    #expect(reader.outcome.records == expected.records)
    var found: [String: Tally] = [:]
    for (series, tally) in zip(reader.series, tallies) where series.isScalar {
      found[series.tag] = tally
    }
    // Nor does it know bfloat16.
    let additional = found.removeValue(forKey: "write/bfloat16")
    #expect(reader.outcome.points == expected.points + (additional?.count ?? 0))
    #expect(Set(found.keys) == Set(expected.tags.keys))
    for (tag, expected) in expected.tags {
      var tally = try #require(found[tag])
      #expect(tally.count == expected.n, "\(tag)")
      #expect(tally.hash.finish() == expected.sha256, "\(tag)")
      #expect(tally.matches(first: expected.first.map(\.value)), "\(tag)")
      #expect(tally.matches(last: expected.last.map(\.value)), "\(tag)")
    }
  }

  /// A digest of the points of a tag.
  private struct Tally {
    var count = 0
    var first: Point?
    var last: Point?
    var hash = SHA256()

    mutating func add(_ point: Point) {
      count += 1
      if first == nil { first = point }
      last = point
      hash.update(
        ProtobufMessage.littleEndian(point.step) + bytes(point.wallTime) + bytes(point.value))
    }

    func matches(first numbers: [Double]) -> Bool { first.map { same($0, numbers) } ?? false }
    func matches(last numbers: [Double]) -> Bool { last.map { same($0, numbers) } ?? false }

    private func same(_ point: Point, _ numbers: [Double]) -> Bool {
      guard numbers.count == 3 else { return false }
      return [Double(point.step), point.wallTime, point.value].map(bits) == numbers.map(bits)
    }

    private func bytes(_ number: Double) -> [UInt8] { ProtobufMessage.littleEndian(bits(number)) }

    private func bits(_ number: Double) -> UInt64 {
      number.isNaN ? 0x7FF8_0000_0000_0000 : number.bitPattern
    }
  }
}
