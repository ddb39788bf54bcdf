import Foundation
import TestSupport
import Testing

@Suite("What is asked beside the verdict")
struct JudgeOptionTests {
  private static let runs = Repository.path("Fixtures/runs")

  @Test("The usual rules say where they would have stopped and what it would have cost")
  func rules() {
    let run = CommandRun(
      "analyze", Self.runs + "/sft-overfit", "--rule", "patience:3:0", "--rule", "std:50:0.01")
    let rules = run.lines.filter { $0.hasPrefix("rule: ") }
    #expect(rules.count == 2)
    #expect(rules.first?.contains("patience:3:0 would have stopped at step ") == true)
    #expect(rules.last == "rule: std:50:0.01 would never have stopped it.")
  }

  @Test("An expected level that is met is status 0, one that is not is status 1")
  func expectations() {
    let met = CommandRun("analyze", Self.runs + "/sft-good", "--expect", "eval/loss<1.0")
    #expect(met.status == 0)
    #expect(met.values["expected"]?.hasPrefix("eval/loss<1.0 is met: ") == true)
    let missed = CommandRun("analyze", Self.runs + "/sft-good", "--expect", "eval/loss<0.5")
    #expect(missed.status == 1)
    #expect(missed.values["expected"]?.hasSuffix("; never met.") == true)
  }

  @Test("An expectation of a series that is not there is not met, and close names are told")
  func expectationsOfNothing() {
    let run = CommandRun("analyze", Self.runs + "/sft-good", "--expect", "val/loss<9")
    #expect(run.status == 1)
    #expect(
      run.values["expected"] == "val/loss<9.0 is not met: there is no finite value of val/loss.")
    #expect(run.errors.contains(#"warning: sft-good: no tag "val/loss"; close: eval/loss"#))
  }

  @Test("A forecast is made for the step at which the run is to end")
  func maxSteps() {
    let run = CommandRun("analyze", Self.runs + "/lora-slow", "--max-steps", "10000")
    #expect(run.values["forecast"]?.hasSuffix("at step 10000") == true)
  }

  @Test("Spikes are looked for on the bad side of the metric and the direction that are asked for")
  func askedSpikes() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    var random = SeededRandom(seed: 3)
    for step in 0..<400 {
      let spike = [150, 230, 310].contains(step) ? 3.0 : 0
      let value = 1 + exp(-Double(step) / 80) + spike + 0.02 * random.nextGaussian()
      for tag in ["zeta", "val/score", "train/loss"] {
        writer.scalar(
          tag, step: Int64(step), Float(tag == "train/loss" ? value - spike : value),
          wallTime: Double(step))
      }
    }
    _ = try folder.write(writer.bytes, to: "events.out.tfevents.1.h")
    func spikes(_ words: String...) -> Bool {
      CommandRun(["analyze", folder.path, "-f", "jsonl"] + words).output.contains("\"spikes\"")
    }
    #expect(!spikes())
    #expect(spikes("--metric", "zeta", "--min"))
    #expect(spikes("--metric", "ZETA", "--min"))
    #expect(!spikes("--metric", "zeta", "--max"))
    #expect(spikes("--metric", "val/score", "--min"))
    #expect(!spikes("--metric", "val/score"))
  }

  @Test("A verdict that is not wanted is status 1", arguments: ["diverged", "overfitting"])
  func failOn(verdict: String) {
    let run = CommandRun("analyze", Self.runs, "--fail-on", verdict)
    #expect(run.status == 1)
    #expect(CommandRun("analyze", Self.runs + "/sft-good", "--fail-on", verdict).status == 0)
  }

  @Test("A rule that is none names those that are")
  func wrongRule() {
    let run = CommandRun("analyze", Self.runs, "--rule", "patience")
    #expect(run.status == 2)
    #expect(
      run.errors.hasPrefix("error: --rule does not know \"patience\"\n  such as  std:50:0.01"))
  }
}
