import Foundation
import TestSupport
import Testing

@Suite("scan ranks runs")
struct ScanTests {
  @Test("A run a row, the best first, and CSV where it is no terminal")
  func ranking() throws {
    let tree = try ScanTree()
    let scan = CommandRun("scan", tree.path)
    #expect(scan.status == 0)
    #expect(
      scan.lines.first
        == "run,verdict,confidence,metric,best,best_step,last,last_step,points,wall_seconds,flags")
    let names = scan.lines.dropFirst().map { $0.split(separator: ",")[0] }
    #expect(names.count == 12)
    #expect(names.first == "exp0/seed0")
    let bests = scan.lines.dropFirst().compactMap { Double($0.split(separator: ",")[4]) }
    #expect(bests == bests.sorted())
  }

  @Test("Every row says what analyze says of that run alone")
  func agreesWithAnalyze() throws {
    let tree = try ScanTree(runs: 6)
    let lines = CommandRun("scan", tree.path, "-f", "jsonl").lines
    #expect(lines.count == 6)
    for line in lines {
      let scanned = try #require(JSON(line))
      let run = try #require(scanned["run"] as? String)
      let analyzed = try #require(
        JSON(CommandRun("analyze", tree.path + "/" + run, "-f", "jsonl").lines[0]))
      for key in ["verdict", "best", "best_step", "last_step", "points", "reason", "confidence"] {
        #expect("\(scanned[key] ?? "")" == "\(analyzed[key] ?? "")", "\(run): \(key)")
      }
    }
  }

  @Test(
    "The bytes are the same with one reader, with two, and from merged parts in any order",
    arguments: [
      [], ["--group", "seed\\d+", "--baseline", "exp1*"], ["--sort", "verdict"],
      ["--sort", "time"],
      ["--where", "best < 0.6 or run == run_5", "--columns", "lr"], ["--sort", "eval/loss"],
      ["--top", "3", "--sort", "last"],
    ])
  func sameBytes(options: [String]) throws {
    let tree = try ScanTree(runs: 7)
    try expectSameBytes(tree.path, options)
  }

  @Test("Each run is in exactly one part of a scan")
  func shards() throws {
    let tree = try ScanTree()
    let whole = Set(CommandRun("scan", tree.path, "-f", "jsonl").lines)
    let parts = (0..<5).flatMap {
      CommandRun("scan", tree.path, "--shard", "\($0)/5", "-f", "jsonl").lines.dropLast()
    }
    #expect(parts.count == whole.count)
    #expect(Set(parts) == whole)
  }

  @Test("The last part may be called N/N, as in an array of jobs from 1 to N")
  func lastPart() throws {
    let tree = try ScanTree()
    let parts = ["0/3", "3/3"].map { CommandRun("scan", tree.path, "--shard", $0, "-f", "jsonl") }
    #expect(parts[0].status == 0)
    #expect(!parts[0].output.isEmpty)
    #expect(parts[0].output == parts[1].output)
  }

  @Test("A smallest gain that is no share is refused", arguments: ["0", "-0.01", "1", "nan", "x"])
  func minImprovement(_ share: String) {
    let run = CommandRun("analyze", "r", "--min-improvement", share)
    #expect(run.status == 2)
    #expect(run.errors.contains("--min-improvement takes a share above 0 and below 1"))
  }

  @Test("A part without runs is an empty answer, not a failure")
  func emptyPart() throws {
    let tree = try ScanTree(runs: 1)
    let statuses = (0..<4).map {
      CommandRun("scan", tree.path, "--shard", "\($0)/4", "-f", "jsonl").status
    }
    #expect(statuses == [0, 0, 0, 0])
  }

  @Test("A group has the mean, the sample deviation and the number of its runs")
  func groups() throws {
    let tree = try ScanTree(runs: 4)
    let alone = CommandRun("scan", tree.path, "--runs", "exp0/*", "-f", "jsonl").lines
      .compactMap { JSON($0)?["best"] as? Double }
    let scan = CommandRun("scan", tree.path, "--group", "seed\\d+", "-f", "jsonl")
    let group = try #require(scan.lines.compactMap { JSON($0) }.first { $0["group"] != nil })
    #expect(group["group"] as? String == "exp0")
    #expect(group["runs"] as? [String] == ["exp0/seed0", "exp0/seed1"])
    let best = try #require(group["best"] as? Double)
    let deviation = try #require(group["best_std"] as? Double)
    #expect(abs(best - (alone[0] + alone[1]) / 2) < 1e-12)
    #expect(abs(deviation - abs(alone[0] - alone[1]) / 2.0.squareRoot()) < 1e-12)
    #expect(scan.lines.count == 3)
  }

  @Test("Conditions choose by metric, record and logged learning rate")
  func conditions() throws {
    let tree = try ScanTree()
    func runs(_ condition: String) -> [String] {
      CommandRun("scan", tree.path, "--where", condition, "--sort", "name").lines.dropFirst()
        .map { String($0.split(separator: ",")[0]) }
    }
    #expect(runs("best < 0.53") == ["exp0/seed0", "run_1"])
    #expect(runs("last == nan") == ["run_5"])
    #expect(runs("verdict == diverged") == ["run_5"])
    #expect(runs("lr <= 1e-4") == [])
    #expect(runs("lr > 1e-4 and not best < 0.715") == ["run_11"])
    #expect(runs("min(eval/loss) < 0.53") == ["exp0/seed0", "run_1"])
    #expect(runs("(run == run_1 or run == run_3) and points >= 60") == ["run_1", "run_3"])
  }

  @Test("--fail-on is status 1 where a run has one of the verdicts, and 0 where none has")
  func failing() throws {
    let tree = try ScanTree()
    #expect(CommandRun("scan", tree.path, "--fail-on", "diverged").status == 1)
    #expect(CommandRun("scan", tree.path, "--fail-on", "overfitting").status == 0)
    #expect(CommandRun("scan", tree.path, "--fail-on", "error").status == 0)
    #expect(CommandRun("scan", tree.path, "--where", "best < 0").status == 1)
  }

  @Test("A run that cannot be read is a record with the verdict error, and the others are there")
  func errorRecords() throws {
    let tree = try ScanTree(runs: 2)
    _ = try tree.folder.write(Array("no event file".utf8), to: "bad/events.out.tfevents.1.host")
    let scan = CommandRun("scan", tree.path, "-f", "jsonl")
    #expect(scan.status == 0)
    let records = scan.lines.compactMap { JSON($0) }
    #expect(records.count == 3)
    #expect(records.last?["run"] as? String == "bad")
    #expect(records.last?["verdict"] as? String == "error")
    #expect(scan.errors.contains("could not be judged"))
    #expect(CommandRun("scan", tree.path, "--fail-on", "error").status == 1)
  }

  @Test("Unchanged runs are taken from an earlier scan, changed ones are read again")
  func sinceScan() throws {
    let tree = try ScanTree(runs: 3)
    var earlier = CommandRun("scan", tree.path, "-f", "jsonl").output
    // A mark that shows that a record was reused.
    earlier = earlier.replacingOccurrences(of: "\"schema\":2,", with: "\"schema\":2,\"old\":true,")
    let file = try tree.folder.write(Array(earlier.utf8), to: "last.jsonl")
    try tree.write("run_1", level: 0.9)
    try tree.write("run_9", level: 0.4)
    let scan = CommandRun("scan", tree.path, "--since-scan", file, "-f", "jsonl")
    let old = Dictionary(
      uniqueKeysWithValues: scan.lines.compactMap { JSON($0) }.map {
        ($0["run"] as? String ?? "", $0["old"] != nil)
      })
    #expect(
      old == ["exp0/seed0": true, "exp0/seed1": true, "run_1": false, "run_9": false])
    let other = CommandRun(
      "scan", tree.path, "--since-scan", file, "--metric", "train/learning_rate", "-f", "jsonl")
    #expect(!other.output.contains("\"old\""))
  }
}

@Suite("scan takes paths from standard input")
struct ScanStreamTests {
  @Test("A path a line in, a record a line out, in order, equal to the scan's records")
  func stream() throws {
    let tree = try ScanTree(runs: 5)
    let whole = CommandRun("scan", tree.path, "-f", "jsonl").lines
    let names = ["run_3", "exp0/seed1", "run_1", "nothing", "exp1/seed0", "exp0/seed0"]
    let text = names.map { tree.path + "/" + $0 + "\n" }.joined()
    // Lines arrive in pieces that end at arbitrary positions.
    let bytes = Array(text.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: 37).map {
      Array(bytes[$0..<min($0 + 37, bytes.count)])
    }
    let run = CommandRun("scan", "--stdin", "--root", tree.path, input: pieces)
    #expect(run.status == 0)
    #expect(run.lines.compactMap { JSON($0)?["run"] as? String } == names)
    #expect(JSON(run.lines[3])?["verdict"] as? String == "error")
    #expect(Set(run.lines.filter { !$0.contains("\"nothing\"") }) == Set(whole))
  }

  @Test("Without a root a run is named as it was given")
  func names() throws {
    let tree = try ScanTree(runs: 1)
    let path = tree.path + "/exp0/seed0"
    let run = CommandRun("scan", "--stdin", input: [Array(path.utf8)])
    #expect(JSON(run.lines[0])?["run"] as? String == path)
  }

  @Test("Paths beside --stdin and formats that cannot stream are refused")
  func refused() {
    #expect(CommandRun("scan", "--stdin", "runs").status == 2)
    #expect(CommandRun("scan", "--stdin", "-f", "csv").status == 2)
    #expect(CommandRun("scan").errors.contains("scan needs a path"))
  }
}

/// The object in a line of JSON.
func JSON(_ line: String) -> [String: Any]? {
  (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
}
