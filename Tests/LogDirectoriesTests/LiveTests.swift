import Foundation
import LogDirectories
import Scalars
import Testing

/// Follows a run and keeps the valid points, as a watcher would.
private struct Follower: ~Copyable {
  var live: LiveRun
  var points: [(tag: String, point: Point)] = []
  var startsOver = 0
  /// What is said to have become of a file, each time the run came again.
  var replacements: [LiveRun.Replacement.Kind?] = []

  init(_ run: Run) { live = LiveRun(run) }

  /// Reads everything new; returns the valid steps.
  mutating func steps() -> [Int64] {
    var batch = ScalarBatch()
    var idle = 0
    // A changed file may first cause a restart and only then deliver its points.
    while idle < 2 {
      switch live.poll(into: &batch) {
      case .batch:
        for row in 0..<batch.count {
          points.append((live.series[Int(batch.series[row])].name, batch[row]))
        }
      case .startOver:
        points = []
        startsOver += 1
        replacements.append(live.replacement?.kind)
      case .idle: idle += 1
      }
    }
    return points.map(\.point.step)
  }
}

@Suite("Following runs as they are written")
struct LiveTests {
  private let first = "run/events.out.tfevents.1700000001.h"
  private let second = "run/events.out.tfevents.1700000002.h"

  private func log(_ steps: [Int64], from wallTime: Double = 1001) -> [UInt8] {
    var file = LogWriter()
    file.points(steps, from: wallTime)
    return file.bytes
  }

  /// Only the records, to be appended to a file.
  private func points(_ steps: [Int64], from wallTime: Double) -> [UInt8] {
    var file = LogWriter(version: nil)
    file.points(steps, from: wallTime)
    return file.bytes
  }

  @Test("H6: Two files that are appended to alternately are both followed, nothing lost or doubled")
  func twoWriters() throws {
    let tree = TemporaryTree()
    var files = [LogWriter(), LogWriter()]
    func write() {
      tree.grow(first, to: files[0].bytes)
      tree.grow(second, to: files[1].bytes)
    }
    files[0].scalar("loss", 1, 1, wallTime: 1001)
    files[1].scalar("loss", 2, 2, wallTime: 1002)
    write()
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2])
    for step in 3..<40 {
      files[step % 2 == 0 ? 1 : 0].scalar("loss", Int64(step), 0, wallTime: 1000 + Double(step))
      write()
      #expect(follower.steps().sorted() == (1...Int64(step)).map { $0 })
    }
    // Once it is known that both are at work, their points need no restart.
    #expect(follower.startsOver <= 3)
  }

  @Test("H13: A file that grows faster than it is read does not hold up another run")
  func floodedRun() throws {
    let tree = TemporaryTree()
    let calm = "calm/events.out.tfevents.1700000001.h"
    tree.write(first, log([1]))
    tree.write(calm, log([1]))
    let runs = tree.find().runs.sorted { $0.name < $1.name }
    try #require(runs.map(\.name) == ["calm", "run"])
    var slow = Follower(runs[0])
    var flooded = Follower(runs[1])
    #expect(slow.steps() == [1])
    #expect(flooded.steps() == [1])
    var batch = ScalarBatch()
    var floodedSteps: [Int64] = []
    var step: Int64 = 2
    for round in 2..<12 {
      // Twice as many points as one call reads, and one point of the other run.
      let more = Int64(2 * ScalarBatch.capacity)
      tree.append(first, points(Array(step..<step + more), from: 1000 + Double(step)))
      step += more
      tree.append(calm, points([Int64(round)], from: 1000 + Double(round)))
      #expect(flooded.live.poll(into: &batch) == .batch)
      #expect(batch.count <= ScalarBatch.capacity)
      floodedSteps += batch.steps.prefix(batch.count)
      #expect(slow.live.poll(into: &batch) == .batch)
      #expect(batch.steps.prefix(batch.count) == [Int64(round)])
      #expect(slow.live.poll(into: &batch) == .idle)
    }
    floodedSteps += flooded.steps().dropFirst()
    #expect(floodedSteps == Array(2..<step))
  }

  @Test("A29: A point that is appended twice is followed once")
  func writtenTwice() throws {
    let tree = TemporaryTree()
    let once = log([1, 2])
    tree.write(first, once)
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2])
    tree.append(first, Array(once[log([1]).count...]))
    #expect(follower.steps() == [1, 2])
    #expect(follower.startsOver == 0)
  }

  @Test("H7: A file that grows is read on, each point once")
  func growing() throws {
    let tree = TemporaryTree()
    let whole = log(Array(1...50))
    tree.write(first, Array(whole.prefix(40)))
    var follower = Follower(try #require(tree.find().runs.first))
    for cut in stride(from: 40, to: whole.count, by: 97) {
      tree.append(first, Array(whole[tree.size(first)..<cut]))
      _ = follower.steps()
    }
    tree.append(first, Array(whole[tree.size(first)...]))
    #expect(follower.steps() == Array(1...50))
    #expect(follower.startsOver == 0)
  }

  @Test("H7: A file that is unlinked and made anew, or truncated, makes the run come again")
  func replaced() throws {
    let tree = TemporaryTree()
    tree.write(first, log([1, 2, 3]))
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 3])
    tree.replace(first, log([7, 8, 9, 10]))
    #expect(follower.steps() == [7, 8, 9, 10])
    tree.truncate(first, to: log([7]).count)
    #expect(follower.steps() == [7])
    #expect(follower.startsOver == 2)
  }

  @Test("What became of a file that made the run come again is told")
  func replacements() throws {
    let tree = TemporaryTree()
    tree.write(first, log([1, 2, 3]))
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 3])
    tree.replace(first, log([7, 8, 9, 10]))
    #expect(follower.steps() == [7, 8, 9, 10] && follower.replacements == [.replaced])
    tree.truncate(first, to: log([7, 8]).count)
    #expect(follower.steps() == [7, 8] && follower.replacements.last == .truncated)
    let handle = try #require(FileHandle(forWritingAtPath: tree.path + "/" + first))
    handle.write(Data(log([4, 5, 6], from: 2001)))
    try handle.close()
    #expect(follower.steps() == [4, 5, 6] && follower.replacements.last == .rewritten)
    var restart = LogWriter(version: nil)
    restart.start(5, wallTime: 3000)
    tree.append(first, restart.bytes)
    #expect(follower.steps() == [4] && follower.replacements.count == 4)
    #expect(follower.replacements.last == .some(nil))
    try FileManager.default.removeItem(atPath: tree.path + "/" + first)
    #expect(follower.steps() == [] && follower.replacements.contains(.gone))
  }

  @Test("H8: A file that is deleted takes its points with it, and brings them when it is back")
  func deleted() throws {
    let tree = TemporaryTree()
    tree.write(first, log([1, 2]))
    tree.write(second, log([3], from: 1101))
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 3])
    try FileManager.default.removeItem(atPath: tree.path + "/" + first)
    #expect(follower.steps() == [3])
    tree.write(first, log([1, 2]))
    #expect(follower.steps() == [1, 2, 3])
  }

  @Test("A new file that goes on is read on, one that begins again makes the run come again")
  func newFiles() throws {
    let tree = TemporaryTree()
    tree.write(first, log([1, 2, 3]))
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 3])
    tree.write(second, log([4, 5], from: 1101))
    #expect(follower.steps() == [1, 2, 3, 4, 5] && follower.startsOver == 0)
    tree.write("run/events.out.tfevents.1700000003.h", log([3, 4], from: 1201))
    #expect(follower.steps() == [1, 2, 3, 4] && follower.startsOver > 0)
    #expect(follower.live.report.superseded == 3)
  }

  @Test("A START that is written while the run is followed voids what it names")
  func liveStart() throws {
    let tree = TemporaryTree()
    var file = LogWriter()
    file.points([1, 2, 3], from: 1001)
    tree.grow(first, to: file.bytes)
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 3])
    file.start(2, wallTime: 1010)
    tree.grow(first, to: file.bytes)
    #expect(follower.steps() == [1])
    file.points([2, 3, 4], from: 1011)
    tree.grow(first, to: file.bytes)
    #expect(follower.steps() == [1, 2, 3, 4])
  }

  @Test("H10: Runs that appear, change and vanish are told, those that stay are not")
  func directory() throws {
    let tree = TemporaryTree()
    var live = LiveLogDirectory([tree.path + "/logs"])
    #expect(live.refresh().isEmpty && live.found.unusable.count == 1)
    tree.write("logs/a/tfevents")
    tree.write("logs/b/tfevents")
    let (a, b) = (tree.find("logs").runs[0], tree.find("logs").runs[1])
    #expect(live.refresh() == [.appeared(a), .appeared(b)])
    tree.write("logs/a/tfevents.2")
    #expect(live.refresh().isEmpty)
    tree.write("logs/a/eval/tfevents")
    #expect(live.refresh() == [.changed(tree.find("logs").runs[0])])
    try FileManager.default.removeItem(atPath: tree.path + "/logs/b")
    #expect(live.refresh().contains(.vanished("b")))
  }

  @Test("A run that gets another directory is read anew with both")
  func changedMembers() throws {
    let tree = TemporaryTree()
    tree.write(first, log([1, 2]))
    var follower = Follower(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2])
    tree.write("run/eval/events.out.tfevents.1700000001.h", log([2]))
    follower.live.follow(try #require(tree.find().runs.first))
    #expect(follower.steps() == [1, 2, 2])
    #expect(follower.live.series.map(\.name) == ["loss", "eval/loss"])
  }
}
