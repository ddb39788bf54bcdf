import Foundation
import TestSupport
import Testing

/// Only series whose names are those of metrics are tracked while the run is read.
@Suite("A run of many tags is judged as if it had only those that count")
struct ManyTagsTests {
  private static let nameless = (0..<40).map { "layer_\($0)/weight" }

  @Test(
    "By a tag of whatever name that is asked for", arguments: [0, 8, 39], ["layer", "LAYER"])
  func asked(number: Int, word: String) throws {
    let tag = Self.nameless[number]
    let metric = tag.replacingOccurrences(of: "layer", with: word)
    let many = try run(Self.nameless) { _ in 200 }
    let one = try run([tag]) { _ in 200 }
    let expectation = ["--expect", "\(tag)<9"]
    let answer = CommandRun(["analyze", many.path, "--metric", metric] + expectation)
    let expected = CommandRun(["analyze", one.path, "--metric", tag] + expectation)
    #expect(answer.status == 0)
    #expect(answer.output == expected.output)
    #expect(answer.values["verdict"] != nil)
  }

  @Test("By the first of those that have several points, where no name says anything")
  func first() throws {
    let many = try run(Self.nameless) { $0 < 30 ? 1 : 200 }
    let one = try run([Self.nameless[30]]) { _ in 200 }
    let answer = CommandRun("analyze", many.path)
    #expect(answer.values["metric"] == "layer_30/weight (lower is better, guessed from its curve)")
    #expect(answer.output == CommandRun("analyze", one.path).output)
  }

  @Test("An expectation is held against a tag that nothing else asks for")
  func expectation() throws {
    let many = try run(["eval/loss"] + Self.nameless) { _ in 200 }
    for (bound, status) in [("9", Int32(0)), ("-9", 1)] {
      let answer = CommandRun("analyze", many.path, "--expect", "layer_39/weight<\(bound)")
      #expect(answer.status == status)
    }
  }

  /// A run with one series per tag, all equal, with a number of points each.
  private func run(_ tags: [String], points: (Int) -> Int) throws -> TemporaryFolder {
    var writer = EventFileWriter()
    for step in 0..<200 {
      for (number, tag) in tags.enumerated() where step < points(number) {
        let noise = Float((step * 7919) % 13) / 100
        writer.scalar(tag, step: Int64(step), 2 / Float(step + 1) + noise)
      }
    }
    let folder = TemporaryFolder()
    _ = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    return folder
  }
}
