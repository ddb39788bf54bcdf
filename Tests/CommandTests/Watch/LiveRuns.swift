import Foundation
import TestSupport

/// Runs with curves of known kinds, written 63 days and 8 hours before the time of the test.
///
/// So a screen shows the same age whenever a test runs.
struct LiveRuns {
  let folder: TemporaryFolder
  private let start: Double

  /// - Parameter now: The time of the test, in seconds since the Unix epoch. By default that at
  ///   which a `WatchRun` begins; a test that starts the program gives the system's.
  /// - Throws: An error of the file system.
  init(now: Double = WatchRun.start) throws {
    folder = TemporaryFolder()
    start = now - (63 * 86_400 + 8.5 * 3_600)
  }

  /// Adds points to a run: training every 10 steps, validation every 100, with values computed from
  /// the step.
  func append(
    _ name: String, _ steps: ClosedRange<Int64>, end: Int64, train: (Double) -> Double,
    validation: (Double) -> Double
  ) throws {
    var writer = EventFileWriter(version: steps.lowerBound == 0 ? "brain.Event:2" : nil)
    for step in steps where step.isMultiple(of: 10) {
      let wallTime = start - Double(end - step) * 1.3
      var random = SeededRandom(seed: UInt64(step))
      let noise = Double.random(in: -0.05...0.05, using: &random)
      var values = [
        ("train/loss", train(Double(step)) + noise), ("train/grad_norm", 1.21 + noise),
        ("train/learning_rate", 2e-4 * (1 - Double(step) / 6_000)),
      ]
      if step > 0, step.isMultiple(of: 100) {
        values.append(("eval/loss", validation(Double(step)) + noise / 8))
      }
      for (tag, value) in values {
        writer.scalar(tag, step: step, Float(value), wallTime: wallTime)
      }
    }
    try append(writer.bytes, to: name)
  }

  private func append(_ bytes: [UInt8], to name: String) throws {
    let path = folder.path + "/runs/\(name)/events.out.tfevents.1763000000.node"
    guard let handle = FileHandle(forWritingAtPath: path) else {
      _ = try folder.write(bytes, to: "runs/\(name)/events.out.tfevents.1763000000.node")
      return
    }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  /// A run that overfits from step 2,000 on.
  func overfit(_ name: String, _ steps: ClosedRange<Int64>) throws {
    try append(name, steps, end: 9_000) {
      3 - $0 * 0.0002
    } validation: {
      $0 < 2_000 ? 3 - $0 * 0.0005 : 2 + ($0 - 2_000) * 0.0004
    }
  }

  /// A run that improves all the time.
  func improve(_ name: String, _ steps: ClosedRange<Int64>, end: Int64) throws {
    try append(name, steps, end: end) {
      3.05 - $0 * 0.00022
    } validation: {
      3.1 - $0 * 0.00022
    }
  }

  /// Four runs of four kinds.
  func writeSeveral() throws {
    try improve("lora-r8", 0...4_100, end: 4_180)
    try append("sft/overfit", 0...6_000, end: 6_000) {
      0.2 + 2 / (1 + $0 / 500)
    } validation: {
      0.6 + 1.6 / (1 + $0 / 500) + max(0, $0 - 2_400) * 0.0002
    }
    try append("sft/good", 0...6_000, end: 6_060) {
      0.7 + 2 / (1 + $0 * $0 / 90_000)
    } validation: {
      0.75 + 2 / (1 + $0 * $0 / 90_000)
    }
    try append("sft/lr3e-3-with-a-long-name", 0...4_200, end: 4_300) {
      $0 < 3_420 ? 0.8 + 2 / (1 + $0 / 300) : .nan
    } validation: {
      $0 < 3_420 ? 0.8 + 2 / (1 + $0 / 300) : .nan
    }
  }
}
