import Foundation
import TestSupport
import Testing

@Suite("Which step to keep, and what a rerun needs, is told as the disk and the log have it")
struct KeptStepTests {
  private typealias Series = LoggedTraining.Series

  private func decay(_ step: Int, _ scale: Double) -> Double { exp(-Double(step) / scale) }

  /// An overfitting run whose best step is 550, and checkpoints beside it.
  private func run(_ checkpoints: [Int], columns: Int? = nil) throws -> CommandRun {
    let folder = TemporaryFolder()
    try LoggedTraining(
      points: 40, spacing: 50,
      series: [
        Series("train/loss") { 0.3 + 2 * decay($0, 15) + 0.01 * $1 },
        Series("eval/loss") {
          0.6 + ($0 < 10 ? 0.002 : 0.004) * pow(Double($0 - 10), 2) + 0.0002 * $1
        },
      ]
    ).write(to: folder)
    for step in checkpoints { _ = try folder.write([0], to: "checkpoint-\(step)/model.bin") }
    return CommandRun("analyze", folder.path, "--color", "never", columns: columns)
  }

  @Test("One that is as good is named, and that the best step was not saved")
  func asGood() throws {
    let text = try run([600, 1200], columns: 120).output
    #expect(text.contains("best step    550 "))
    let line = try #require(text.split(separator: "\n").first { $0.contains("  checkpoint ") })
    #expect(line.contains("checkpoint-600   eval/loss 0.60"))
    #expect(line.hasSuffix(", as good as the best; step 550 was not saved"))
    #expect(text.contains("Keep checkpoint-600 (as good as step 550)."))
  }

  @Test("Where none is as good, the nearest is named, and by how much it is worse")
  func worse() throws {
    let values = try run([1000, 2000]).values
    let line = try #require(values["checkpoint"])
    #expect(line.hasPrefix("checkpoint-1000 (eval/loss 0.92"))
    #expect(line.contains("the nearest on disk, 0.32"))
    #expect(line.hasSuffix(" %) worse than the best; step 550 was not saved)"))
    let next = try #require(values["next"])
    #expect(next.contains("Keep checkpoint-1000 (the nearest on disk, 0.32"))
    #expect(values["best"]?.hasSuffix("at step 550") == true)
  }

  @Test("A checkpoint of the best step is on disk; without checkpoints nothing is said of them")
  func exact() throws {
    #expect(try run([550, 600]).values["checkpoint"] == "checkpoint-550 (on disk)")
    #expect(try run([]).values["checkpoint"] == nil)
  }

  @Test("A record's checkpoint is as good as the best; the nearest one says how it stands")
  func record() throws {
    let folder = TemporaryFolder()
    try LoggedTraining(
      points: 40,
      series: [Series("eval/loss") { 1 + 0.01 * Double(abs($0 - 9)) + 0.0001 * $1 }]
    ).write(to: folder)
    _ = try folder.write([0], to: "checkpoint-400/model.bin")
    let line = CommandRun("analyze", folder.path, "-f", "jsonl").output
    let record = try #require(JSON(line))
    #expect(record["checkpoint"] is NSNull)
    let near = try #require(record["nearest_checkpoint"] as? [String: Any])
    #expect(near["name"] as? String == "checkpoint-400" && near["standing"] as? String == "worse")
    let share = try #require(near["worse_share"] as? Double)
    #expect(abs(share - 0.3) < 0.01)
  }

  @Test("A best step at the very beginning asks for another setup, not for a short rerun")
  func early() throws {
    let early = try LoggedTraining(
      points: 40, spacing: 50,
      series: [
        Series("train/loss") { 2 * decay($0, 8) + 0.01 * $1 },
        Series("eval/loss") { 0.9 + 0.02 * Double(abs($0 - 1)) + 0.0005 * $1 },
      ]
    ).values()
    let next = try #require(early["next"])
    #expect(early["verdict"] == "overfitting" && !next.contains("A rerun needs"))
    #expect(next.contains("lower learning rate, more data or more regularization"))
    #expect(try run([]).values["next"]?.contains("A rerun needs about 550 steps.") == true)
  }

  @Test("The best step of a noisy training loss is that of its best level, in the chart as well")
  func luck() throws {
    let folder = TemporaryFolder()
    try LoggedTraining(
      points: 400,
      series: [
        Series("train/loss") { $0 == 180 ? 0.62 : 1 + 2 * decay($0, 130) + 0.15 * $1 }
      ]
    ).write(to: folder)
    let run = CommandRun("analyze", folder.path)
    let best = try #require(run.values["best"])
    #expect(best.hasSuffix(" at step 4000, on average"))
    let chart = CommandRun("plot", folder.path, "--color", "never", columns: 100).output
    #expect(chart.contains("best 4,000") && !chart.contains("0.62"))
  }

  @Test("Of a loss that became exactly 0 the best value is the best before; zeros have none")
  func zeros() throws {
    let broken = try LoggedTraining(
      points: 100,
      series: [Series("train/loss") { $0 < 60 ? 0.5 + 2 * decay($0, 20) + 0.02 * $1 : 0 }]
    ).values()
    #expect(broken["best"]?.hasPrefix("0.") == true && broken["best"]?.hasPrefix("0.0 ") == false)
    let zeros = try LoggedTraining(series: [Series("train/loss") { _, _ in 0 }]).values()
    #expect(zeros["best"] == nil)
  }

  @Test("A loss that stands still to the bit, above its best, is broken and not getting worse")
  func constant() throws {
    let values = try LoggedTraining(
      points: 150,
      series: [Series("loss/train") { $0 < 80 ? 1 + 2 * decay($0, 50) + 0.05 * $1 : 1.73205 }]
    ).values()
    #expect(values["verdict"] == "undecidable")
    #expect(values["reason"]?.contains("exactly the same (1.732) since step 810") == true)
    #expect(values["best"]?.contains("at step 810") == false)
  }

  @Test("Zeros beside gradients that are no numbers do not ask for a lower rate")
  func zerosWithoutGradient() throws {
    let values = try LoggedTraining(
      points: 100,
      series: [
        Series("loss") { $0 < 40 ? 1 + 2 * decay($0, 30) + 0.03 * $1 : 0 },
        Series("grad_norm") { step, _ in step < 40 ? 1 : .nan },
      ]
    ).values()
    #expect(values["verdict"] == "diverged")
    let next = try #require(values["next"])
    #expect(next.contains("overflow in half precision") && !next.contains("learning rate"))
  }

  @Test("A training loss that never was a number is named, and no lower rate is asked for")
  func neverFinite() throws {
    let values = try LoggedTraining(
      points: 30,
      series: [
        Series("train/loss") { _, _ in .nan }, Series("eval/loss", every: 2) { _, _ in 4.17 },
      ]
    ).values()
    #expect(values["verdict"] == "diverged")
    #expect(values["reason"]?.hasPrefix("train/loss was never finite: 30 points") == true)
    #expect(values["next"]?.contains("Check the labels (all masked?)") == true)
  }

  @Test("A run that may have ended is to be stopped only if it still runs")
  func stopping() throws {
    let flat = [
      Series("train/loss") { 0.5 + 2 * decay($0, 15) + 0.004 * $1 },
      Series("eval/loss", every: 5) { 0.6 + 2 * decay($0, 15) + 0.002 * $1 },
    ]
    let next = try #require(try LoggedTraining(points: 300, series: flat).values()["next"])
    #expect(next.contains("if it still runs"))
    let done = try LoggedTraining(points: 300, series: flat).values("--max-steps", "3000")
    #expect(done["state"] == "finished (step 3,000 of 3,000)")
    #expect(done["next"]?.hasPrefix("Keep ") == true)
  }
}
