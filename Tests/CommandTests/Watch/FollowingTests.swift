import Foundation
import LogDirectories
import Reports
import Scalars
import TFEventsCommands
import TestSupport
import Testing

@Suite("A run that is written on a bad day is followed")
struct FollowingTests {
  @Test("No point is lost or doubled, over 100 seeds", arguments: 0..<100)
  func followed(seed: Int) throws {
    let folder = TemporaryFolder()
    var writer = try ScriptedWriter(directory: folder.path + "/run", seed: UInt64(seed))
    let follower = Follower(folder.path)
    var random = SeededRandom(seed: UInt64(seed) + 1_000)
    for _ in 0..<3 {
      for _ in 0..<10 {
        try writer.act()
        for _ in 0..<Int.random(in: 0...3, using: &random) { follower.look() }
      }
      try writer.settle()
      // The resolution of the file system's clock may hide a change until the directory is listed
      // anyway.
      for round in 0..<33 { follower.look(walks: round == 0) }
      let expected = writer.standing.map(line)
      let lost = Set(expected).subtracting(follower.lines).sorted().prefix(3)
      let extra = Set(follower.lines).subtracting(expected).sorted().prefix(3)
      #expect(lost.isEmpty && extra.isEmpty, "seed \(seed): lost \(lost), extra \(extra)")
      #expect(follower.lines.count == expected.count, "seed \(seed): doubled")
    }
  }

  // One choice for each tag would take half an hour.
  @Test("Of thousands of tags, watch judges by the validation loss that a later file holds")
  func manyTags() throws {
    var writer = EventFileWriter()
    for step in 0..<8 {
      for tag in 0..<4_000 {
        writer.scalar("layer_\(tag)/weight", step: Int64(step), 1 / Float(step + 1))
      }
    }
    var evaluations = EventFileWriter()
    for step in 0..<40 { evaluations.scalar("eval/loss", step: Int64(step), 1 / Float(step + 1)) }
    let folder = TemporaryFolder()
    _ = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    _ = try folder.write(evaluations.bytes, to: "run/events.out.tfevents.2.h")
    let watch = try WatchRun(folder.path, "-f", "jsonl") { _ in .ended(.interrupted) }
    #expect(watch.output.contains(#""metric":"eval/loss""#))
  }

  @Test("watch writes every evaluation once, over 20 seeds", arguments: 0..<20)
  func written(seed: Int) throws {
    let folder = TemporaryFolder()
    var writer = try ScriptedWriter(directory: folder.path + "/runs/run", seed: UInt64(seed))
    var waits = 0
    let watch = try WatchRun(folder.path + "/runs", "-f", "jsonl") { _ in
      waits += 1
      if waits > 110 { return .ended(.interrupted) }
      if waits < 70 { try? writer.act() } else { try? writer.settle() }
      return .time
    }
    #expect(watch.status == 130)
    let written = watch.records.filter {
      $0["event"] == "evaluation" && $0["metric"] == "eval/loss"
    }
    .map { "eval/loss \($0["step"] ?? "") \($0["wall_time"] ?? "")" }
    #expect(Set(written).count == written.count, "seed \(seed): doubled")
    let standing = writer.standing.filter { $0.tag == "eval/loss" }.map(mark)
    #expect(Set(standing).subtracting(written).isEmpty, "seed \(seed): lost")
    #expect(Set(written).subtracting(writer.everWritten.map(mark)).isEmpty, "seed \(seed): made up")
  }

  @Test("A run that begins is found within half a minute where a look at all folders takes seconds")
  func slowWalk() throws {
    let folder = TemporaryFolder()
    var writer = try ScriptedWriter(directory: folder.path + "/runs/run", seed: 1)
    var waits = 0
    let watch = try WatchRun(
      folder.path + "/runs", "-f", "jsonl", "--timeout", "60s", slowness: 1.5
    ) { _ in
      waits += 1
      if waits <= 20 { try? writer.act() }
      return .time
    }
    #expect(watch.records.contains { $0["event"] == "evaluation" })
  }

  private func line(_ one: (tag: String, point: Point)) -> String {
    "\(one.tag) \(one.point.step) \(one.point.wallTime) \(one.point.value)"
  }

  private func mark(_ one: (tag: String, point: Point)) -> String {
    "\(one.tag) \(one.point.step) \(one.point.wallTime)"
  }
}

/// Follows the only run below a directory and keeps the valid points, as text.
private final class Follower {
  private var directory: LiveLogDirectory
  private var live: LiveRun?
  private var batch = ScalarBatch()
  private var points: [String] = []

  init(_ path: String) { directory = LiveLogDirectory([path]) }

  var lines: [String] { points.sorted() }

  /// Looks once for changes, in the directory and in the run.
  func look(walks: Bool = true) {
    for change in walks ? directory.refresh() : [] {
      switch change {
      case .appeared(let run):
        live = LiveRun(run)
        points = []
      case .changed(let run): live?.follow(run)
      case .vanished:
        live = nil
        points = []
      }
    }
    while var following = live.take() {
      let delivery = following.poll(into: &batch)
      if delivery == .startOver { points = [] }
      if delivery == .batch {
        for row in 0..<batch.count {
          let tag = following.series[Int(batch.series[row])].name
          let point = batch[row]
          points.append("\(tag) \(point.step) \(point.wallTime) \(point.value)")
        }
      }
      live = consume following
      if delivery == .idle { return }
    }
  }
}
