import LogDirectories
import Scalars
import Testing

@Suite("Parts that begin again, one after the other")
struct AppendTests {
  private func steps(_ files: LogWriter..., tag: String = "loss") -> [Int64] {
    let tree = TemporaryTree()
    for (place, file) in files.enumerated() {
      tree.write("run/events.out.tfevents.\(1_700_000_000 + place).host", file.bytes)
    }
    let run = tree.find().runs[0]
    let found = [true, false].map { surveys in
      Reading(run, RunReadOptions(policy: .append, surveysFirst: surveys)).points
        .filter { $0.tag == tag }.map(\.point.step)
    }
    #expect(found[0] == found[1])
    return found[0]
  }

  private func file(_ steps: [Int64], tag: String = "loss", from wallTime: Double) -> LogWriter {
    var file = LogWriter(wallTime: wallTime)
    file.points(steps, tag: tag, from: wallTime)
    return file
  }

  @Test("A job that counts from 0 goes on one spacing behind")
  func fromZero() {
    #expect(
      steps(file([0, 10, 20], from: 0), file([0, 10, 20], from: 100), file([0, 10], from: 200))
        == [0, 10, 20, 30, 40, 50, 60, 70])
    #expect(steps(file([10, 20], from: 0), file([10, 20], from: 100)) == [10, 20, 30, 40])
  }

  @Test("Jobs of one point each are numbered")
  func onePoint() {
    #expect(
      steps(file([0], from: 0), file([0], from: 10), file([0], from: 20), file([0], from: 30))
        == [0, 1, 2, 3])
  }

  @Test("A job that goes on by itself is not shifted, nor one behind a shifted one")
  func goesOn() {
    #expect(steps(file([0, 1, 2], from: 0), file([3, 4], from: 10)) == [0, 1, 2, 3, 4])
    #expect(
      steps(file([0, 1, 2], from: 0), file([0, 1], from: 10), file([2, 3], from: 20))
        == [0, 1, 2, 3, 4, 5, 6])
  }

  @Test("All series of a job are shifted by as much")
  func together() {
    func job(_ wallTime: Double) -> LogWriter {
      var file = LogWriter(wallTime: wallTime)
      for step in Int64(0)..<10 {
        file.scalar("loss", 10 * step, 1, wallTime: wallTime + Double(step))
        if step % 5 == 4 {
          file.scalar("eval", 10 * step + 10, 1, wallTime: wallTime + Double(step))
        }
      }
      return file
    }
    #expect(steps(job(0), job(100), tag: "eval") == [50, 100, 150, 200])
    #expect(steps(job(0), job(100)) == (0..<20).map { Int64(10 * $0) })
  }

  @Test("A series that first comes in a shifted job is shifted with it")
  func newSeries() {
    var second = file([0, 1, 2], from: 100)
    second.scalar("late", 2, 5, wallTime: 103)
    #expect(steps(file([0, 1, 2], from: 0), second, tag: "late") == [5])
  }

  @Test("Batch numbers within a file go on, each series by itself")
  func batches() {
    var file = LogWriter()
    for epoch in Int64(0)..<3 {
      for batch in Int64(0)..<3 {
        file.scalar("loss", batch, 1, wallTime: Double(10 * epoch + batch))
      }
      file.scalar("eval", epoch, 1, wallTime: Double(10 * epoch + 3))
    }
    #expect(steps(file) == [0, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(steps(file, tag: "eval") == [0, 1, 2])
  }

  @Test("Steps that never change are numbered, and those that only repeat now and then are not")
  func still() {
    #expect(steps(file([7, 7, 7, 7], from: 0)) == [7, 8, 9, 10])
    #expect(steps(file([1, 2, 2, 3], from: 0)) == [1, 2, 2, 3])
  }

  @Test("A part of a file behind a second version is a job")
  func parts() {
    var file = file([0, 10, 20], from: 0)
    file.version(2, wallTime: 100)
    file.points([0, 10, 20], from: 101)
    #expect(steps(file) == [0, 10, 20, 30, 40, 50])
  }

  @Test("Files written side by side are merged, and no step of theirs is shifted")
  func sideBySide() {
    let first = file((0..<10).map { 2 * $0 }, from: 0)
    let second = file((0..<10).map { 2 * $0 + 1 }, from: 0.5)
    #expect(steps(first, second) == (0..<20).map { Int64($0) })
  }

  @Test("Files written side by side are shifted until the lowest of their steps lies behind a job")
  func sideBySideBehindAJob() {
    #expect(
      steps(
        file([0, 10, 20], from: 0), file([10, 30], from: 100), file([0, 20], from: 100.5))
        == [0, 10, 20, 40, 30, 60, 50])
  }

  @Test("A point written twice, the same to the bit, stands once")
  func duplicates() {
    var file = LogWriter()
    for step in [1, 2, 2, 3] as [Int64] { file.scalar("loss", step, 1, wallTime: Double(step)) }
    #expect(steps(file) == [1, 2, 3])
  }

  @Test("What was shifted is told, as jobs that went on")
  func told() {
    let tree = TemporaryTree()
    for place in 0..<3 {
      tree.write(
        "run/events.out.tfevents.\(1_700_000_000 + place).host",
        file([0, 10, 20], from: Double(100 * place)).bytes)
    }
    let reading = Reading(tree.find().runs[0], RunReadOptions(policy: .append))
    #expect(reading.report.shifts == 2)
    #expect(reading.report.restarts.map(\.step) == [30, 60])
    #expect(reading.report.restarts.allSatisfy { $0.cause == .continued })
    #expect(reading.report.superseded == 0)
    #expect(!reading.report.looksLikeTrials)
  }

  @Test("A run that is followed goes on as if it were read at once")
  func live() {
    let tree = TemporaryTree()
    let path = "run/events.out.tfevents.1700000000.host"
    var first = file([0, 10], from: 0)
    tree.write(path, first.bytes)
    var live = LiveRun(tree.find().runs[0], options: RunReadOptions(policy: .append))
    var batch = ScalarBatch()
    var steps: [Int64] = []
    func poll() {
      for _ in 0..<20 {
        for _ in 0..<100 {
          let delivery = live.poll(into: &batch)
          if delivery == .startOver { steps = [] }
          if delivery == .batch { steps += batch.steps.prefix(batch.count) }
          if delivery == .idle { break }
        }
      }
    }
    poll()
    var second = file([0, 10], from: 100)
    tree.write("run/events.out.tfevents.1700000001.host", second.bytes)
    poll()
    #expect(steps == [0, 10, 20, 30])
    second.points([20, 30], from: 110)
    tree.write("run/events.out.tfevents.1700000001.host", second.bytes)
    poll()
    #expect(steps == [0, 10, 20, 30, 40, 50])
    first.points([20], from: 20)
    tree.write(path, first.bytes)
    poll()
    #expect(steps == [0, 10, 20, 30, 40, 50, 60])
  }
}
