import LogDirectories
import Scalars
import Testing

/// A run of one directory with these files, oldest first, and the results of the policies.
final class WrittenRun {
  let tree = TemporaryTree()
  var run: Run { tree.find().runs[0] }

  init(_ files: LogWriter...) {
    for (place, file) in files.enumerated() {
      tree.write("run/events.out.tfevents.\(1_700_000_000 + place).host", file.bytes)
    }
  }

  /// The steps of the valid points, by tag, in the order of delivery.
  func steps(_ policy: OverlapPolicy, tag: String = "loss") -> [Int64] {
    read(policy).points.filter { $0.tag == tag }.map(\.point.step)
  }

  func read(
    _ policy: OverlapPolicy = .resume, marked: Bool = false
  ) -> Reading { Reading(run, RunReadOptions(policy: policy, deliversSuperseded: marked)) }
}

/// All that a reader delivers, after any start over.
struct Reading {
  var points: [(tag: String, point: Point, isSuperseded: Bool)] = []
  var series: [RunSeries]
  var statistics: [SeriesStatistics]
  var report: ReadingNotes
  var restartsOver = 0

  init(_ run: Run, _ options: RunReadOptions = RunReadOptions()) {
    var reader = RunReader(run, options: options)
    var batch = ScalarBatch()
    var delivery = reader.read(into: &batch)
    while delivery != .end {
      if delivery == .startOver {
        points = []
        restartsOver += 1
      } else {
        for row in 0..<batch.count {
          let tag = reader.series[Int(batch.series[row])].name
          points.append((tag, batch[row], !reader.superseded.isEmpty && reader.superseded[row]))
        }
      }
      delivery = reader.read(into: &batch)
    }
    series = reader.series
    statistics = reader.statistics
    report = reader.report
  }
}

@Suite("Restarts")
struct RestartTests {
  @Test("A29: points written twice, the same to the bit, stand once in the view and twice raw")
  func writtenTwice() {
    var file = LogWriter()
    for _ in 0..<2 { file.scalars(["loss", "rate"], 1, 0.5, wallTime: 1001) }
    file.scalars(["loss"], 2, 0.5, wallTime: 1002)
    // The same step and value at another time is another point.
    file.scalars(["loss"], 2, 0.5, wallTime: 1003)
    let run = WrittenRun(file)
    #expect(run.steps(.resume) == [1, 2, 2])
    #expect(run.steps(.resume, tag: "rate") == [1])
    #expect(run.steps(.raw) == [1, 1, 2, 2])
    let marked = run.read(marked: true)
    #expect(marked.points.map(\.isSuperseded) == [false, false, true, true, false, false])
    #expect(run.read().report.duplicates == 2)
    #expect(run.read(.raw).report.duplicates == 0)
  }

  @Test("A29: Points that differ in the last bits of step and value are two points")
  func hardlyDifferent() {
    var file = LogWriter()
    // The values' bits differ in just the bit in which the steps do.
    file.double("loss", 2, (1.0).nextUp, wallTime: 1001)
    file.double("loss", 3, 1, wallTime: 1001)
    file.double("loss", 3, (1.0).nextUp, wallTime: 1001)
    let run = WrittenRun(file)
    #expect(run.steps(.resume) == [2, 3, 3])
    #expect(run.read().report.duplicates == 0)
  }

  private func stepBack(version: Int?) -> WrittenRun {
    var file = LogWriter(version: version)
    file.points([1, 2, 3, 2, 4], from: 1001)
    return WrittenRun(file)
  }

  @Test("G1: A step that goes back within a file of today's format is no restart")
  func stepBackInFile() {
    let run = stepBack(version: 2)
    #expect(run.steps(.raw) == [1, 2, 3, 2, 4])
    #expect(run.steps(.tensorboard) == [1, 2, 3, 2, 4])
    #expect(run.steps(.rustboard) == [1, 2, 4])
    let reading = run.read()
    #expect(reading.points.map(\.point.step) == [1, 2, 3, 2, 4])
    #expect(reading.statistics[0].stepDecreases == 1 && reading.restartsOver == 0)
    #expect(reading.report.restarts.isEmpty)
  }

  @Test("G2: A step that goes back in a file without a version supersedes from there on")
  func stepBackInOldFile() {
    let run = stepBack(version: nil)
    #expect(run.steps(.raw) == [1, 2, 3, 2, 4])
    #expect(run.steps(.tensorboard) == [1, 2, 4])
    #expect(run.steps(.rustboard) == [1, 2, 4])
    #expect(run.steps(.resume) == [1, 2, 4])
    #expect(stepBack(version: 1).steps(.resume) == [1, 2, 4])
    let restart = run.read().report.restarts[0]
    #expect(restart.cause == .stepWentBack && restart.step == 2 && restart.reached == 3)
    #expect(restart.superseded == 2)
  }

  @Test("G3: A START in the middle of a file supersedes from its step on")
  func startOnce() {
    var file = LogWriter()
    file.points([1, 2, 3], from: 1001)
    file.start(2, wallTime: 1010)
    file.points([2, 4], from: 1011)
    let run = WrittenRun(file)
    #expect(run.steps(.raw) == [1, 2, 3, 2, 4])
    #expect(run.steps(.tensorboard) == [1, 2, 3, 2, 4])
    #expect(run.steps(.rustboard) == [1, 2, 4])
    #expect(run.steps(.resume) == [1, 2, 4])
    let restart = run.read().report.restarts[0]
    #expect(restart.cause == .sessionStart && restart.wallTime == 1010 && restart.row == 3)
  }

  @Test("G3: A START supersedes the point at its own step, even where no later point does")
  func startAtTheLastStep() {
    var file = LogWriter()
    file.points([1, 2, 3], from: 1001)
    file.start(3, wallTime: 1100)
    file.points([4, 5], from: 1101)
    #expect(WrittenRun(file).steps(.resume) == [1, 2, 4, 5])
    var behind = LogWriter()
    behind.points([1, 2, 3], from: 1001)
    behind.start(4, wallTime: 1100)
    behind.points([5], from: 1101)
    #expect(WrittenRun(behind).steps(.resume) == [1, 2, 3, 5])
  }

  @Test("G4: Of two STARTs the second supersedes")
  func startTwice() {
    var file = LogWriter()
    file.start(0)
    file.points([1, 2, 3], from: 1001)
    file.start(2)
    file.points([4], from: 1011)
    let run = WrittenRun(file)
    #expect(run.steps(.raw) == [1, 2, 3, 4])
    #expect(run.steps(.tensorboard) == [1, 4])
    #expect(run.steps(.rustboard) == [1, 2, 3, 4])
    #expect(run.steps(.resume) == [1, 4])
  }

  @Test("G5: A START supersedes the points of every tag, and says of how many")
  func startOfOtherTags() {
    var file = LogWriter()
    file.start(0)
    file.points([1, 2], tag: "a", from: 1001)
    file.points([3], tag: "b", from: 1003)
    file.start(2)
    file.points([4], tag: "a", from: 1011)
    let run = WrittenRun(file)
    #expect(run.steps(.tensorboard, tag: "a") == [1, 4] && run.steps(.tensorboard, tag: "b") == [])
    #expect(run.steps(.rustboard, tag: "a") == [1, 2, 4])
    #expect(run.steps(.rustboard, tag: "b") == [3])
    let reading = run.read()
    #expect(run.steps(.resume, tag: "a") == [1, 4] && run.steps(.resume, tag: "b") == [])
    #expect(reading.report.superseded == 2 && reading.report.restarts[0].superseded == 2)
    #expect(reading.statistics.map(\.superseded) == [1, 1])
  }

  @Test("G6: torch's purge_step at the head of a later file voids earlier files from that step on")
  func purgeStep() {
    var first = LogWriter()
    first.points([1, 2, 3], from: 1001)
    var second = LogWriter(version: nil)
    second.version(2, step: 2, wallTime: 1100)
    second.start(2, wallTime: 1100)
    second.points([5], from: 1101)
    let run = WrittenRun(first, second)
    #expect(run.steps(.raw) == [1, 2, 3, 5])
    #expect(run.steps(.tensorboard) == [1, 2, 3, 5])
    #expect(run.steps(.rustboard) == [1, 2, 3, 5])
    #expect(run.steps(.resume) == [1, 5])
  }

  @Test("G7: Files written side by side are merged by wall time, and that is said")
  func interleaved() {
    var first = LogWriter()
    first.scalar("loss", 1, 1, wallTime: 1001)
    first.scalar("loss", 5, 5, wallTime: 1005)
    var second = LogWriter()
    second.scalar("loss", 2, 2, wallTime: 1002)
    second.scalar("loss", 3, 3, wallTime: 1003)
    let run = WrittenRun(first, second)
    #expect(run.steps(.raw) == [1, 5, 2, 3])
    #expect(run.steps(.tensorboard) == [1, 5, 2, 3])
    #expect(run.steps(.rustboard) == [1, 2, 3])
    let reading = run.read()
    #expect(reading.points.map(\.point.step) == [1, 2, 3, 5])
    #expect(reading.report.concurrentFiles.map(\.count) == [2])
    #expect(reading.report.superseded == 0 && reading.report.restarts.isEmpty)
  }

  @Test("A point without a wall time follows the one before it, where files are merged too")
  func interleavedWithoutTime() {
    var first = LogWriter()
    first.scalar("loss", 1, 1, wallTime: 1001)
    first.scalar("loss", 2, 2, wallTime: .nan)
    first.scalar("loss", 5, 5, wallTime: 1005)
    var second = LogWriter()
    second.points([3, 4], from: 1002)
    #expect(WrittenRun(first, second).steps(.resume) == [1, 2, 3, 4, 5])
  }

  @Test("Files written side by side supersede from the lowest first step of any of them on")
  func interleavedRerun() {
    var earlier = LogWriter()
    earlier.points([1, 2, 3, 4, 5, 6], from: 1001)
    var first = LogWriter(wallTime: 2000)
    first.points([5, 8], from: 2001)
    var second = LogWriter(wallTime: 2000)
    second.points([3, 7], from: 2001.5)
    let reading = WrittenRun(earlier, first, second).read()
    #expect(reading.report.concurrentFiles.map(\.count) == [2])
    #expect(reading.points.map(\.point.step) == [1, 2, 5, 3, 8, 7])
    #expect(reading.report.restarts.map(\.step) == [3])
  }

  @Test("More files side by side than are held open at once lose no point")
  func manyWriters() throws {
    let tree = TemporaryTree()
    for rank in 0..<70 {
      var file = LogWriter()
      file.points([1, 2, 3], from: 1001 + Double(rank) / 1000)
      tree.write("run/events.out.tfevents.1700000000.rank\(rank)", file.bytes)
    }
    let reading = Reading(try #require(tree.find().runs.first))
    #expect(reading.points.count == 210 && reading.report.superseded == 0)
    #expect(reading.report.concurrentFiles.map(\.count) == [70])
  }

  @Test("G8: A step repeated within a file is kept, and counted")
  func repeated() {
    var file = LogWriter()
    file.points([1, 1, 2], from: 1001)
    let run = WrittenRun(file)
    #expect(run.steps(.raw) == [1, 1, 2])
    #expect(run.steps(.tensorboard) == [1, 1, 2])
    #expect(run.read(.rustboard).points.map(\.point.value) == [1, 2])
    #expect(run.steps(.resume) == [1, 1, 2])
    #expect(run.read().statistics[0].repeatedSteps == 1)
  }

  @Test("G9: A START with step 0 that comes first purges nothing")
  func supervisor() {
    var file = LogWriter()
    file.start(0)
    file.points([0, 1, 2], from: 1001)
    #expect(WrittenRun(file).steps(.resume) == [0, 1, 2])
    var second = LogWriter()
    second.start(0, wallTime: 1100)
    second.points([3, 4], from: 1101)
    // Nor does it in a later file that continues: a writer that names no step leaves 0.
    #expect(WrittenRun(file, second).steps(.resume) == [0, 1, 2, 3, 4])
    var again = LogWriter()
    again.start(0, wallTime: 1100)
    again.points([1, 2], from: 1101)
    #expect(WrittenRun(file, again).steps(.resume) == [0, 1, 2])
  }

  @Test("G10: Three restarts at ever earlier steps leave what the last of them wrote")
  func threeRestarts() {
    var files = [LogWriter(), LogWriter(), LogWriter()]
    files[0].points([1, 2, 3, 4, 5], from: 1001)
    files[1].points([4, 5, 6], from: 1101, values: 10)
    files[2].points([2, 3], from: 1201, values: 20)
    let reading = WrittenRun(files[0], files[1], files[2]).read()
    #expect(reading.points.map(\.point.value) == [0, 20, 21])
    #expect(reading.report.restarts.map(\.step) == [4, 2])
    #expect(reading.report.restarts.map(\.reached) == [5, 6])
    #expect(reading.report.restarts.map(\.superseded) == [2, 5])
    #expect(reading.report.superseded == 7)
  }

  @Test(
    "G10: A START in a file that is older by name but newer by wall time acts in the order of names"
  )
  func clockAgainstNames() {
    var first = LogWriter(wallTime: 5000)
    first.start(2, wallTime: 5000)
    first.points([2, 3], from: 5001)
    var second = LogWriter()
    second.points([1, 2, 3], from: 1001, values: 10)
    let reading = WrittenRun(first, second).read()
    #expect(reading.points.map(\.point.value) == [10, 11, 12])
    #expect(reading.report.fileOrderIsDoubtful)
  }

  @Test("The order of files that begin at the same time is not doubtful")
  func sameBeginning() {
    var first = LogWriter()
    first.points([1, 2], from: 1001)
    var second = LogWriter()
    second.points([3, 4], from: 1101)
    #expect(!WrittenRun(first, second).read().report.fileOrderIsDoubtful)
  }

  @Test("A rerun in the same directory supersedes each tag from its own first step on")
  func rerun() {
    var first = LogWriter()
    first.points([10, 20, 30, 40, 50], tag: "train/loss", from: 1001)
    first.points([25, 50], tag: "eval/loss", from: 1006)
    var second = LogWriter()
    second.points([40, 50, 60], tag: "train/loss", from: 1101)
    second.points([50], tag: "eval/loss", from: 1104)
    let run = WrittenRun(first, second)
    #expect(run.steps(.resume, tag: "train/loss") == [10, 20, 30, 40, 50, 60])
    #expect(run.steps(.resume, tag: "eval/loss") == [25, 50])
    let report = run.read().report
    #expect(report.restarts.count == 1 && report.restarts[0].cause == .laterFile)
    #expect(report.restarts[0].step == 40 && report.restarts[0].tags == 2)
    #expect(report.restarts[0].superseded == 3)
  }

  @Test(
    "A later file that goes on where the earlier one ended is a resume without superseded points")
  func continued() {
    var first = LogWriter()
    first.points([1, 2, 3], from: 1001)
    var second = LogWriter()
    second.points([4, 5], from: 1101)
    let reading = WrittenRun(first, second).read()
    #expect(reading.points.count == 5 && reading.restartsOver == 0)
    #expect(reading.report.restarts.map(\.cause) == [.continued])
    #expect(reading.report.restarts[0].step == 4)
  }

  @Test("A crashed job whose last words overlap its successor's first is superseded, not merged")
  func zombie() {
    var first = LogWriter()
    first.points(Array(1...100), from: 1000)
    var second = LogWriter()
    second.points(Array(50...150), from: 1098, values: 1000)
    let reading = WrittenRun(first, second).read()
    #expect(reading.points.count == 49 + 101)
    #expect(reading.report.concurrentFiles.isEmpty)
  }

  @Test("Steps that go back all through one file are kept, all of them")
  func asynchronous() {
    var file = LogWriter()
    file.points((0..<400).map { Int64($0 / 2 + ($0 % 2) * 5) }, from: 1001)
    #expect(WrittenRun(file).steps(.resume).count == 400)
    var old = LogWriter(version: nil)
    old.points((0..<400).map { Int64($0 / 2 + ($0 % 2) * 5) }, from: 1001)
    #expect(WrittenRun(old).steps(.resume).count == 400)
  }

  @Test("Two files in one, concatenated, restart like two files")
  func concatenated() {
    var file = LogWriter()
    file.points([1, 2, 3], from: 1001)
    file.version(2, wallTime: 1100)
    file.points([2, 3, 4], from: 1101, values: 10)
    let reading = WrittenRun(file).read()
    #expect(reading.points.map(\.point.value) == [0, 10, 11, 12])
    #expect(reading.report.restarts.map(\.cause) == [.laterPart])
  }

  @Test(
    "Superseded points are delivered with a mark where that is asked for, in the order of the files"
  )
  func marked() {
    var first = LogWriter()
    first.points([1, 2, 3], from: 1001)
    var second = LogWriter()
    second.points([2, 3], from: 1101)
    let reading = WrittenRun(first, second).read(marked: true)
    #expect(reading.points.map(\.point.step) == [1, 2, 3, 2, 3])
    #expect(reading.points.map(\.isSuperseded) == [false, true, true, false, false])
  }

  @Test("Three later files that begin at the first step look like trials, and can be read apart")
  func trials() {
    var files = (0..<4).map { _ in LogWriter() }
    for place in files.indices { files[place].points([1, 2], from: 1000 + 100 * Double(place)) }
    let run = WrittenRun(files[0], files[1], files[2], files[3])
    #expect(run.read().report.looksLikeTrials)
    #expect(run.steps(.resume) == [1, 2])
    #expect(run.tree.find(options: DiscoveryOptions(runPerFile: true)).runs.count == 4)
    #expect(!WrittenRun(files[0], files[1]).read().report.looksLikeTrials)
  }

  @Test("TensorBoard purges event by event, however alike these are")
  func purgingEvents() {
    var file = LogWriter(version: 1)
    file.points([1, 2, 3], from: 0)
    file.scalar("loss", 1, 10, wallTime: 9)
    file.scalar("loss", 1, 11, wallTime: 9)
    #expect(WrittenRun(file).steps(.tensorboard) == [1, 1])
    var twice = LogWriter(version: 1)
    twice.points([1, 2, 3], from: 0)
    twice.scalars(["loss", "loss"], 2, 10, wallTime: 9)
    #expect(WrittenRun(twice).steps(.tensorboard) == [1, 2, 2])
  }

  @Test("A summary without a point is an event to TensorBoard's rule for old files")
  func otherSummaries() {
    var file = LogWriter(version: 1)
    file.points([1, 2, 5], from: 0)
    file.unexplained("text", 3, wallTime: 8)
    file.scalar("loss", 4, 10, wallTime: 9)
    #expect(WrittenRun(file).steps(.tensorboard) == [1, 2, 5, 4])
  }

  @Test("Extreme steps and missing wall times trap nowhere", arguments: OverlapPolicy.allCases)
  func extremes(policy: OverlapPolicy) {
    var first = LogWriter()
    first.points([.max, 1, .min, .max], from: .nan)
    var second = LogWriter(version: nil)
    second.start(.min)
    second.points([.min, .max, .min], from: .infinity)
    var third = LogWriter(version: 1)
    third.start(.max)
    third.points([.min, .max], from: -.infinity)
    let run = WrittenRun(first, second, third)
    #expect(!run.steps(policy).isEmpty)
  }

  @Test("Every point comes once and in order, over many batches")
  func manyBatches() {
    var first = LogWriter()
    first.points((0..<5_000).map { Int64($0) }, from: 0)
    var second = LogWriter()
    second.points((2_500..<6_000).map { Int64($0) }, from: 20_000)
    let reading = WrittenRun(first, second).read()
    #expect(reading.points.map(\.point.step) == (0..<6_000).map { Int64($0) })
    #expect(reading.statistics[0].superseded == 2_500 && reading.statistics[0].points == 6_000)
  }
}
