import Foundation
import TFEventsCommands
import TestSupport
import Testing

@Suite("watch knows when runs are finished")
struct FinishedTests {
  private let runs: LiveRuns
  private var path: String { runs.folder.path + "/runs" }

  init() throws { runs = try LiveRuns() }

  @Test("--until finished ends with 0 once the planned step is reached, and tells of it once")
  func reached() throws {
    try runs.improve("a", 0...4_000, end: 5_000)
    var waits = 0
    let watch = try WatchRun(
      path, "-f", "jsonl", "--until", "finished", "--max-steps", "5000"
    ) { _ in
      waits += 1
      if waits == 20 { try? runs.improve("a", 4_010...5_000, end: 5_000) }
      return waits > 200 ? .ended(.interrupted) : .time
    }
    #expect(watch.status == 0)
    #expect(waits >= 20)
    let told = watch.records.filter { $0["event"] == "finished" }
    #expect(told.map { $0["last_step"] } == ["5000"])
    #expect(told.map { $0["planned_step"] } == ["5000"])
    #expect(watch.errors.isEmpty)
  }

  @Test("A run that ends at once has the verdict that analyze gives it")
  func lastVerdict() throws {
    var waits = 0
    let watch = try WatchRun(
      path, "-f", "jsonl", "--until", "finished", "--max-steps", "9000"
    ) { _ in
      waits += 1
      if waits == 5 { try? runs.overfit("a", 0...9_000) }
      return waits > 200 ? .ended(.interrupted) : .time
    }
    #expect(watch.status == 0)
    #expect(watch.records.last?["event"] == "finished")
    #expect(watch.records.last?["verdict"] == "overfitting")
    #expect(CommandRun("analyze", path, "--max-steps", "9000").values["verdict"] == "overfitting")
  }

  @Test("A silent run whose end nobody knows is told, once, instead of waited for without a word")
  func endless() throws {
    try runs.improve("a", 0...4_000, end: 4_000)
    let watch = try WatchRun(path, "-f", "jsonl", "--until", "finished", "--timeout", "20m") { _ in
      .time
    }
    #expect(watch.status == 1)
    #expect(
      watch.errors
        == "warning: a is silent, and its log names no planned end: --max-steps tells where a run ends, "
        + "--timeout ends the watch\n")
  }

  @Test("Whatever else is waited for, the end of all runs ends it with 1 and is said")
  func allFinished() throws {
    try runs.improve("a", 0...5_000, end: 5_000)
    try runs.improve("b", 0...4_000, end: 5_000)
    var waits = 0
    let watch = try WatchRun(
      path, "-f", "text", "--until", "diverged,overfitting", "--max-steps", "5000"
    ) { _ in
      waits += 1
      if waits == 20 { try? runs.improve("b", 4_010...5_000, end: 5_000) }
      return waits > 200 ? .ended(.interrupted) : .time
    }
    #expect(watch.status == 1)
    #expect((20..<90).contains(waits))
    #expect(
      watch.errors
        == "every run is finished, and none matched --until: diverged, overfitting\n")
    #expect(watch.lines.count { $0.contains(" finished at step 5000 of 5000") } == 2)
  }

  @Test("Without --until the watch goes on, and a path that is not there yet is waited for")
  func goesOn() throws {
    try runs.improve("a", 0...5_000, end: 5_000)
    for words in [[], [path + "-later", "--until", "diverged"]] {
      let watch = try WatchRun(
        [path, "--max-steps", "5000", "--timeout", "60s"] + words
      ) { _ in .time }
      #expect(watch.status == 1)
      #expect(!watch.errors.contains("every run is finished"))
    }
  }

  @Test("A finished run is never stalled, however long it is silent; an unfinished one is")
  func silent() throws {
    try runs.improve("done", 0...5_000, end: 5_000)
    try runs.improve("dead", 0...4_000, end: 5_000)
    var waits = 0
    let watch = try WatchRun(
      path, "-f", "jsonl", "--max-steps", "5000", "--prometheus", "p.prom", "--timeout", "20m"
    ) { _ in
      waits += 1
      if waits == 5 {
        try? runs.improve("done", 5_000...5_000, end: 5_000)
        try? runs.improve("dead", 4_010...4_020, end: 5_000)
      }
      return .time
    }
    let stalled = watch.records.filter { $0["event"] == "stalled" }
    #expect(stalled.map { $0["run"] } == ["dead"])
    let metrics = watch.files["p.prom"] ?? ""
    for line in [
      #"tfevents_run_finished{run="done",metric="eval/loss"} 1.0"#,
      #"tfevents_run_finished{run="dead",metric="eval/loss"} 0.0"#,
      #"tfevents_run_stalled{run="done",metric="eval/loss"} 0.0"#,
      #"tfevents_run_stalled{run="dead",metric="eval/loss"} 1.0"#,
    ] {
      #expect(metrics.contains(line + "\n"))
    }
  }
}
