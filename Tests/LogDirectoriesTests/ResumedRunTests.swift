import LogDirectories
import Scalars
import Testing

@Suite("Runs that go on in another directory")
struct ResumedRunTests {
  /// Runs with the steps given, each begun a day after the one before.
  private func runs(_ steps: [[Int64]]) -> (TemporaryTree, [Run], [Int?]) {
    let tree = TemporaryTree()
    for (day, steps) in steps.enumerated() {
      var file = LogWriter()
      file.points(steps, tag: "train/loss", from: 1e9 + Double(day) * 86_400)
      tree.write(
        "runs/Nov0\(day + 1)_host/events.out.tfevents.\(1_000_000_000 + day).h", file.bytes)
    }
    let runs = tree.find().runs
    let extents = runs.map { run in
      let reading = Reading(run)
      return RunExtent(reading.series, reading.statistics)
    }
    return (tree, runs, ResumedRuns.predecessors(runs, extents))
  }

  private func steps(_ first: Int64, _ last: Int64) -> [Int64] {
    Array(stride(from: first, through: last, by: 10))
  }

  @Test("A run whose steps go on, or begin again within those of its predecessor, has resumed it")
  func resumed() {
    let (tree, found, before) = runs([steps(10, 500), steps(410, 900), steps(910, 1000)])
    #expect(before == [nil, 0, 1])
    let joined = ResumedRuns.joined(found, before)
    #expect(joined.map(\.name) == ["runs/Nov01_host"] && joined[0].fileCount == 3)
    let reading = Reading(joined[0])
    #expect(reading.points.map(\.point.step) == steps(10, 1000))
    #expect(reading.report.restarts.map(\.superseded) == [10, 0])
    withExtendedLifetime(tree) {}
  }

  @Test("Runs that begin at the first step, or far behind the last, are runs of their own")
  func fresh() {
    #expect(runs([steps(10, 500), steps(10, 500)]).2 == [nil, nil])
    #expect(runs([steps(10, 500), steps(600, 900)]).2 == [nil, nil])
    #expect(runs([steps(410, 900), steps(10, 500)]).2 == [nil, nil])
  }

  @Test("Joining runs of which none goes on leaves them as they are")
  func unjoined() {
    let (tree, found, before) = runs([steps(10, 50), steps(10, 50)])
    #expect(ResumedRuns.joined(found, before) == found)
    withExtendedLifetime(tree) {}
  }
}
