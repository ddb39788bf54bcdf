import Foundation
import TestSupport
import Testing

@Suite("A measure that disagrees with the judged one")
struct DisagreeingMeasureTests {
  /// A loss that falls and climbs, beside another measure.
  private func run(_ tag: String, _ other: (Double) -> Double) throws -> (text: String, json: Any) {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 0..<80 {
      let x = Double(step) / 80
      let loss = 0.4 + exp(-12 * x) + 1.2 * max(0, x - 0.3)
      let (number, time) = (Int64(100 * step), Double(step))
      writer.scalar("train/loss", step: number, Float(exp(-3 * x)), wallTime: time)
      writer.scalar("eval/loss", step: number, Float(loss), wallTime: time)
      writer.scalar(tag, step: number, Float(other(x)), wallTime: time)
    }
    _ = try folder.write(writer.bytes, to: "events.out.tfevents.1.h")
    let record = try #require(JSON(CommandRun("analyze", folder.path, "-f", "jsonl").lines[0]))
    return (CommandRun("analyze", folder.path).output, record)
  }

  @Test("A word error rate that still falls is named, with its change, and takes back the stop")
  func stillBetter() throws {
    let (text, json) = try run("eval/wer") { 10 + 30 * exp(-2.5 * $0) }
    #expect(text.contains("verdict: overfitting"))
    #expect(text.contains("eval/wer went on getting better ("))
    #expect(text.contains("next: Weigh eval/loss (best at step "))
    #expect(!text.contains("advice: stop"))
    let record = try #require(json as? [String: Any])
    let others = try #require(record["others"] as? [[String: Any]])
    #expect(others.map { $0["metric"] as? String } == ["eval/wer"])
    #expect(others[0]["best_step"] as? Int == 7_900)
  }

  @Test("An accuracy that still rises is named as well; one that stands says nothing")
  func accuracies() throws {
    #expect(
      try run("eval/accuracy") { 0.9 - 0.5 * exp(-2.5 * $0) }.text
        .contains("eval/accuracy went on getting better ("))
    #expect(!(try run("eval/accuracy") { 0.9 - 0.5 * exp(-40 * $0) }.text.contains("Weigh")))
  }

  @Test("The least reward of a reward model falls by design and is no such measure")
  func rewardModel() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 0..<80 {
      let x = Double(step) / 80
      let (number, time) = (Int64(10 * step), Double(step))
      for (tag, value) in [
        ("eval/loss", 0.1 + 0.6 * exp(-3 * x)), ("eval/min_reward", -3 * x),
        ("eval/max_reward", 3 * x), ("eval/margin", 4 * x), ("eval/accuracy", 1 - exp(-9 * x)),
      ] {
        writer.scalar(tag, step: number, Float(value), wallTime: time)
      }
    }
    _ = try folder.write(writer.bytes, to: "events.out.tfevents.1.h")
    let text = CommandRun("analyze", folder.path).output
    #expect(text.contains("metric: eval/loss"))
    #expect(!text.contains("min_reward"))
  }
}
