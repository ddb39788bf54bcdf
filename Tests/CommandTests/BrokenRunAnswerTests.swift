import Foundation
import TestSupport
import Testing

/// The advice for a broken run; and none of its numbers is a placeholder.
@Suite("The owner of a broken run is told the truth")
struct BrokenRunAnswerTests {
  private func analyze(
    columns: Int? = nil, series: [(tag: String, value: (Int) -> Double)]
  ) throws -> CommandRun {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 1...200 {
      for (tag, value) in series {
        writer.scalar(tag, step: Int64(step), Float(value(step)), wallTime: Double(step))
      }
    }
    _ = try folder.write(writer.bytes, to: "events.out.tfevents.1.h")
    return CommandRun("analyze", folder.path, "--color", "never", columns: columns)
  }

  /// Small changes without a trend.
  private func noise(_ step: Int) -> Double { 0.02 * sin(Double(step * step)) }

  @Test(
    "A restart begins at the best step, not where the level was half lost", arguments: [20, 35])
  func restart(pace: Double) throws {
    let run = try analyze(series: [
      (
        "train/loss",
        { step in
          let x = Double(step)
          return step <= 120
            ? 0.5 + 2 * exp(-x / 30) + noise(step)
            : min(0.5 * exp((x - 120) / pace), 2.2) + noise(step)
        }
      )
    ])
    let best = try #require(run.output.firstMatch(of: /best: \S+ at step (\d+)/)?.1)
    #expect(run.output.contains("verdict: diverged"))
    #expect(run.output.contains("next: Restart from step \(best) or an earlier one, with"))
  }

  @Test("An overfitting run that may still go on is to be stopped before a step is kept")
  func overfitting() throws {
    let run = try analyze(series: [
      ("train/loss", { exp(-Double($0) / 60) + noise($0) }),
      ("eval/loss", { 0.5 + exp(-Double($0) / 20) + 0.01 * Double(max(0, $0 - 60)) }),
    ])
    #expect(run.output.contains("verdict: overfitting") && run.output.contains("advice: stop\n"))
    #expect(run.output.contains("next: Stop it if it still runs. Keep step "))
  }

  @Test("A training loss that ended in NaN has no number now", arguments: [Double.nan, .infinity])
  func paired(end: Double) throws {
    let run = try analyze(
      columns: 100,
      series: [
        ("train/loss", { $0 < 150 ? 1 + exp(-Double($0) / 40) : end }),
        ("eval/loss", { $0 < 150 ? 1.1 + exp(-Double($0) / 40) : end }),
      ])
    #expect(run.output.contains("became NaN or infinite"))
    let rows = run.output.split(separator: "\n").filter { $0.contains("█") }
    let now = rows.map { $0.split(separator: " ").dropFirst(2).first ?? "" }
    #expect(now.count == 2 && Set(now).count == 1, "\(rows)")
    #expect(now.allSatisfy { Double($0) == nil || !(Double($0)?.isFinite ?? true) })
  }

  @Test("Zeros of numbers that broke down make no value before them a spike")
  func zeros() throws {
    let run = try analyze(
      columns: 100,
      series: [
        ("train/loss", { $0 < 90 ? 0.9 + exp(-Double($0) / 40) + noise($0) : 0 }),
        ("train/grad_norm", { $0 < 90 ? 1.2 + noise($0) : .nan }),
      ])
    #expect(run.output.contains("best step    87 "))
    #expect(run.output.contains("has been exactly 0 since step 90"))
    #expect(!run.output.contains("sigma") && !run.output.contains("spike"))
  }
}
