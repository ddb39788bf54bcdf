import TestSupport
import Testing

/// What `analyze` and `scan` say of the demo's fifteen runs, one by one.
@Suite(
  "The demo's fifteen stories are told right",
  .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct DemoStoryTests {
  struct Story: Sendable, CustomTestStringConvertible {
    var run: String
    var verdict: String
    var metric = "eval/loss"
    var best: Int
    /// Further words that the answer must contain.
    var says: [String] = []

    var testDescription: String { run }
  }

  private static let stories = [
    Story(
      run: "sft-overfit", verdict: "overfitting", best: 2_400,
      says: ["while train/loss went on getting better", "next: Keep step 2,400."]),
    Story(
      run: "sft-lr3e-3-nan", verdict: "diverged", best: 3_400,
      says: [
        "train/loss became NaN or infinite at step 3,420", "(79 of 420 points)",
        "First sign: the gradient norm passed", "at step 2,790", "Restart before step 2,790",
      ]),
    Story(run: "sft-lr1e-3-diverged", verdict: "diverged", best: 2_000, says: ["gave back"]),
    Story(run: "pretrain-spiky", verdict: "improving", best: 5_900, says: ["note: 5 spikes"]),
    // Flat, but the schedule is over and a quarter of the loss was gained: not a plateau any more.
    Story(run: "sft-lr1e-6-plateau", verdict: "converged", best: 6_000, says: ["is flat since"]),
    Story(
      run: "lora-r8-improving", verdict: "improving", best: 6_000,
      says: ["The learning rate has been at 1 % of its peak or less since step 5,690"]),
    Story(run: "smoke-test", verdict: "too-little-data", metric: "train/loss", best: 50),
    Story(
      run: "sft-resumed", verdict: "improving", best: 6_000,
      says: ["Resumed at step 2,510: steps 2,510 to 3,000 were written twice", "files: 2"]),
    Story(run: "sft-lr2e-4/seed0", verdict: "improving", best: 6_000),
    Story(run: "sft-lr2e-4/seed1", verdict: "improving", best: 6_000),
    Story(run: "sft-lr2e-4/seed2", verdict: "improving", best: 5_700),
    Story(
      run: "keras-mnist", verdict: "overfitting", metric: "validation/epoch_loss", best: 23,
      says: ["paired: train/epoch_loss", "files: 2"]),
    Story(
      run: "version_0", verdict: "improving", metric: "val_loss", best: 2_999,
      says: ["paired: train_loss_epoch"]),
    Story(
      run: "version_1", verdict: "undecidable", metric: "val_loss", best: 2_999,
      says: ["hides any change"]),
    Story(
      run: "torch-add_scalars", verdict: "improving", metric: "loss/val/loss", best: 299,
      says: ["paired: loss/train/loss", "files: 3"]),
  ]

  private static let analysed: [String: String] = Dictionary(
    uniqueKeysWithValues: CommandRun("analyze", SharedLogs.path("demo")).output
      .split(separator: "\n\n").map { block in
        (String(block.split(separator: "\n")[0].dropFirst("run: ".count)), String(block))
      })
  private static let scanned: [String: String] = Dictionary(
    uniqueKeysWithValues: CommandRun("scan", SharedLogs.path("demo"), "-f", "jsonl").lines
      .map { (JSON($0)?["run"] as? String ?? "", $0) })

  @Test("Each run's verdict, metric, best step and evidence", arguments: stories)
  func story(_ story: Story) throws {
    let text = try #require(Self.analysed[story.run])
    #expect(text.contains("\nverdict: \(story.verdict)\n"))
    #expect(text.contains("\nmetric: \(story.metric) (lower is better)\n"))
    #expect(text.contains("at step \(story.best)\n"))
    for words in story.says { #expect(text.contains(words), "\(words)") }
    let record = try #require(Self.scanned[story.run].flatMap { JSON($0) })
    #expect(record["verdict"] as? String == story.verdict)
    #expect(record["metric"] as? String == story.metric)
    #expect(record["best_step"] as? Int == story.best)
  }

  @Test("There are no more than these")
  func count() {
    #expect(Self.stories.count == 15)
    #expect(Set(Self.analysed.keys) == Set(Self.stories.map(\.run)))
    #expect(Set(Self.scanned.keys) == Set(Self.stories.map(\.run)))
  }
}
