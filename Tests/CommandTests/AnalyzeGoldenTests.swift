import Foundation
import Goldens
import TestSupport
import Testing

@Suite("analyze of the example runs, in each of its forms")
struct AnalyzeGoldenTests {
  private let runs = Repository.path("Fixtures/runs")

  /// The output, without the folder of the repository.
  private func text(_ words: String..., columns: Int? = nil) -> String {
    let run = CommandRun(["analyze"] + words, columns: columns)
    #expect(run.status == 0)
    return run.output.replacingOccurrences(of: runs, with: "runs")
  }

  @Test("One run on a terminal of 80 and of 120 columns")
  func oneRun() {
    expectGolden(text(runs + "/sft-overfit", columns: 80), "analyze-run-80.txt")
    expectGolden(text(runs + "/sft-overfit", columns: 120), "analyze-run-120.txt")
  }

  @Test("One run on a terminal without Unicode")
  func ascii() {
    expectGolden(text(runs + "/sft-diverged", "--ascii", columns: 80), "analyze-run-ascii.txt")
  }

  @Test("Several runs on a terminal")
  func severalRuns() {
    expectGolden(text(runs, columns: 80), "analyze-runs-80.txt")
  }

  @Test("Several runs where it is no terminal: a key and its value a line")
  func keys() {
    expectGolden(text(runs), "analyze-runs-keys.txt")
  }

  @Test("JSON lines, and JSON as one array of the same")
  func records() {
    let lines = text(runs, "-f", "jsonl")
    expectGolden(lines, "analyze-runs.jsonl")
    let records = lines.split(separator: "\n").joined(separator: ",\n")
    #expect(text(runs, "-f", "json") == "[\n\(records)\n]\n")
  }
}
