import LogDirectories
import Scalars
import TestSupport
import Testing

/// A run described by its series' steps: from the first to the last, with a number of points.
struct ToldRun {
  struct Steps {
    var name: String
    var first: Int64
    var last: Int64
    var points: Int
  }
  var directory: LogPath
  var wallTime: Double
  var series: [Steps]

  var extent: RunExtent {
    let statistics = series.map { steps in
      var statistics = SeriesStatistics()
      statistics.add(Point(step: steps.first, wallTime: wallTime, value: 1))
      for _ in 0..<max(0, steps.points - 2) {
        statistics.add(Point(step: steps.first, wallTime: wallTime, value: 1))
      }
      if steps.points > 1 { statistics.add(Point(step: steps.last, wallTime: wallTime, value: 1)) }
      return statistics
    }
    return RunExtent(series.map { RunSeries(tag: $0.name) }, statistics)
  }

  /// Whether this run continues another, as `ResumedRuns.predecessors` defines it.
  func goesOn(with earlier: ToldRun) -> Bool {
    guard directory.parent == earlier.directory.parent, wallTime > earlier.wallTime else {
      return false
    }
    let (mine, its) = (series.filter { $0.points > 1 }, earlier.series.filter { $0.points > 1 })
    let longest = its.max { $0.points < $1.points }
    let stride = longest.map { max(1, ($0.last - $0.first) / Int64($0.points - 1)) } ?? 1
    let shared = mine.compactMap { steps in
      its.first { $0.name == steps.name }.map { (steps, $0) }
    }
    return !shared.isEmpty && 2 * shared.count >= min(mine.count, its.count)
      && shared.allSatisfy { mine, its in
        mine.first > its.first && mine.first >= its.first / 2 + its.last / 2
          && mine.first <= its.last
            + 3 * max(stride, (its.last - its.first) / Int64(its.points - 1))
      }
  }

  /// For each run, the last-begun run that it continues, found by comparing all pairs.
  static func predecessors(_ runs: [ToldRun]) -> [Int?] {
    runs.map { run in
      runs.indices.filter { run.goesOn(with: runs[$0]) }
        .max { (runs[$0].wallTime, $1) < (runs[$1].wallTime, $0) }
    }
  }

  static func found(_ runs: [ToldRun]) -> [Int?] {
    ResumedRuns.predecessors(in: runs.map(\.directory), runs.map(\.extent))
  }
}

@Suite("Searching many runs for those that go on with others")
struct ResumedRunSearchTests {
  private func random(_ seed: UInt64) -> [ToldRun] {
    var random = SeededRandom(seed: seed)
    func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    let (names, starts) = (1 + below(6), [1, 3, 1_000][below(3)])
    return (0..<(2 + below(60))).map { number in
      let common = Int64(below(starts))
      let series = (0..<names).filter { _ in below(4) > 0 }.map { name in
        let first = below(3) > 0 ? common : Int64(below(starts))
        return ToldRun.Steps(
          name: below(40) == 0 ? "own\(number)" : "tag\(name)", first: first,
          last: first + Int64(below(1_500)), points: 1 + below(12))
      }
      return ToldRun(
        directory: LogPath("logs/\(below(2))/run\(number)"), wallTime: Double(below(50)),
        series: below(9) == 0 ? series.reversed() : series)
    }
  }

  @Test("Each run is found to go on with the one that the definition names, for any runs")
  func definition() {
    var continued = 0
    for seed in UInt64(0)..<300 {
      // Each tag occurs once in a run.
      let runs = random(seed).map { run in
        var (run, seen) = (run, Set<String>())
        run.series.removeAll { !seen.insert($0.name).inserted }
        return run
      }
      let expected = ToldRun.predecessors(runs)
      continued += expected.count { $0 != nil }
      #expect(ToldRun.found(runs) == expected, "seed \(seed)")
    }
    #expect(continued > 1_000)
  }

  @Test("Steps at the ends of what a step can be are compared without overflow")
  func extremes() {
    let ends: [ClosedRange<Int64>] = [.min ... .max, .max - 1 ... .max, .min ... .min + 1]
    let runs = (ends + ends).enumerated().map { number, steps in
      var statistics = SeriesStatistics()
      for step in [steps.lowerBound, steps.upperBound] {
        statistics.add(Point(step: step, wallTime: Double(number), value: 1))
      }
      return RunExtent([RunSeries(tag: "loss")], [statistics])
    }
    let directories = runs.indices.map { LogPath("runs/\($0)") }
    #expect(ResumedRuns.predecessors(in: directories, runs) == [nil, 0, nil, nil, 3, nil])
  }

  @Test("Twenty thousand siblings that begin alike, at random or log different tags are searched")
  func many() {
    let count = 20_000
    var random = SeededRandom(seed: 1)
    func runs(_ series: (Int) -> [ToldRun.Steps]) -> [ToldRun] {
      (0..<count).map { number in
        ToldRun(
          directory: LogPath("runs/\(number)"), wallTime: Double(number), series: series(number))
      }
    }
    func steps(_ name: String, _ first: Int64) -> ToldRun.Steps {
      ToldRun.Steps(name: name, first: first, last: first + 1_000, points: 11)
    }
    let alike = runs { [steps("loss", Int64($0 % 2)), steps("eval", 100 + Int64($0 % 7))] }
    #expect(ToldRun.found(alike).allSatisfy { $0 == nil })
    let own = runs { [steps("loss", 1), steps("own\($0)", 1)] }
    #expect(ToldRun.found(own).allSatisfy { $0 == nil })
    let chain = runs { [steps("loss", Int64($0) * 900), steps("eval", Int64($0) * 900 + 50)] }
    #expect(ToldRun.found(chain) == [nil] + (0..<count - 1).map { $0 })
    // The series that begin at random match often, the others never: only these need to be asked.
    let mixed = runs { _ in
      [steps("eval", Int64.random(in: 0..<2_000, using: &random)), steps("loss", 1)]
    }
    #expect(ToldRun.found(mixed).allSatisfy { $0 == nil })
    let scattered = runs { _ in [steps("loss", Int64.random(in: 0..<5_000, using: &random))] }
    #expect(ToldRun.found(scattered).count { $0 != nil } > count / 2)
  }
}
