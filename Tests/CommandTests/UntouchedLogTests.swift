import Foundation
import TFEventsCommands
import TestSupport
import Testing

@Suite("Nothing is written into a log directory unless it is named with -o")
struct UntouchedLogTests {
  /// Everything about a tree that can be seen from outside.
  private static func state(of path: String) throws -> [String: String] {
    let manager = FileManager.default
    var state: [String: String] = [:]
    for name in [""] + (manager.subpaths(atPath: path) ?? []) {
      let file = path + "/" + name
      let attributes = try manager.attributesOfItem(atPath: file)
      let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      let content = manager.contents(atPath: file)?.hashValue ?? 0
      state[name] = "\(attributes[.size] ?? "") \(changed) \(content)"
    }
    return state
  }

  @Test("Every command, in every format, leaves a log directory as it was")
  func commands() throws {
    let tree = try ScanTree(runs: 5)
    _ = try tree.folder.write(Array("no events".utf8), to: "bad/x.tfevents.1")
    _ = try tree.folder.write(Array("step,loss\n1,2\n".utf8), to: "table/metrics.csv")
    let elsewhere = TemporaryFolder()
    let file = tree.path + "/exp0/seed0/events.out.tfevents.1700000000.host"
    let records = elsewhere.path + "/records.jsonl"
    var lines = [["scan", tree.path, "-f", "jsonl", "-o", records]]
    lines += ["text", "json", "jsonl"].map { ["analyze", tree.path, "-f", $0] }
    lines += ["table", "csv", "jsonl", "json", "md", "junit", "sarif", "github", "prometheus"]
      .map { ["scan", tree.path, "-f", $0, "--group", "seed\\d"] }
    lines += ["csv", "tsv", "jsonl", "md", "latex"].map { ["export", tree.path, "-f", $0] }
    lines += ["text", "svg", "html"].map { ["plot", tree.path, "--runs", "run_*", "-f", $0] }
    lines += [
      ["analyze", file, "--join-resumed", "--rule", "patience:3:0"],
      ["analyze", tree.path, "--from", "csv"], ["scan", tree.path, "--since-scan", records],
      ["merge", records], ["tags", tree.path], ["export", tree.path, "--wide"],
      ["export", tree.path, "-o", elsewhere.path + "/all.csv.gz"],
      ["export", file, "-o", elsewhere.path + "/events.out.tfevents.1"],
      ["verify", tree.path], ["verify", file, "-f", "jsonl"],
      ["repair", file, "-o", elsewhere.path + "/repaired.tfevents"], ["doctor", tree.path],
      ["__complete", "scan", tree.path, "--metric", ""],
    ]
    if Database.isThere {
      lines.append(["export", tree.path, "-o", elsewhere.path + "/all.sqlite"])
    }
    let before = try Self.state(of: tree.path)
    for words in lines {
      let run = CommandRun(words)
      #expect(run.status < 2, "\(words.joined(separator: " ")): \(run.errors)")
      #expect(try Self.state(of: tree.path) == before, "\(words.joined(separator: " "))")
    }
    #expect(try WatchRun(tree.path, "--timeout", "1m", wait: { _ in .time }).status == 1)
    #expect(try Self.state(of: tree.path) == before, "watch")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).count
        == (Database.isThere ? 5 : 4))
  }
}
