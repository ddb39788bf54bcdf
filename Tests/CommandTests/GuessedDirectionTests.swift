import Foundation
import TestSupport
import Testing

@Suite("Runs of a metric whose name says nothing")
struct GuessedDirectionTests {
  /// Two runs of `zeta` rise, one falls.
  private func runs() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (name, sign) in [("a", 1.0), ("b", -1.0), ("c", 1.0)] {
      var writer = EventFileWriter()
      for step in 0..<60 {
        let gone = 1 - exp(-Double(step) / 15)
        writer.scalar("zeta", step: Int64(step), Float(2 + sign * gone), wallTime: Double(step))
      }
      _ = try folder.write(writer.bytes, to: "\(name)/events.out.tfevents.1.h")
    }
    return folder
  }

  private func records(_ lines: [String]) throws -> [String: [String: Any]] {
    try Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let record = try #require(JSON(line))
        return (try #require(record["run"] as? String), record)
      })
  }

  @Test("In a scan all get better one way, the way most of them went; each says what told it")
  func vote() throws {
    let folder = try runs()
    let scan = try records(CommandRun("scan", folder.path, "-f", "jsonl").lines)
    #expect(scan.mapValues { $0["direction"] as? String } == ["a": "max", "b": "max", "c": "max"])
    #expect(
      scan.mapValues { $0["direction_by"] as? String } == [
        "a": "trend", "b": "scan", "c": "trend",
      ])
    #expect(scan["b"]?["verdict"] as? String != "improving")
    let alone = try records(CommandRun("analyze", folder.path + "/b", "-f", "jsonl").lines)
    #expect(alone.values.first?["direction"] as? String == "min")
  }

  @Test("Nobody is surer of a guess than 0.6; a direction that the user gives is none")
  func confidence() throws {
    let folder = try runs()
    for record in try records(CommandRun("scan", folder.path, "-f", "jsonl").lines).values {
      #expect((record["confidence"] as? Double ?? 1) <= 0.6)
    }
    let told = CommandRun("scan", folder.path, "-f", "jsonl", "--max").lines
    #expect(told.count == 3)
    for record in try records(told).values {
      #expect(record["direction_by"] as? String == "option")
    }
  }

  @Test(
    "Parts of a scan merge into the scan, and unchanged runs are taken over with the same answer")
  func parts() throws {
    let folder = try runs()
    let whole = CommandRun("scan", folder.path, "-f", "jsonl").output
    var parts: [String] = []
    for part in 0..<3 {
      let path = "\(folder.path)/part-\(part).jsonl"
      _ = CommandRun("scan", folder.path, "--shard", "\(part)/3", "-o", path)
      parts.append(path)
    }
    #expect(CommandRun(["merge"] + parts + ["-f", "jsonl"]).output == whole)
    let kept = folder.path + "/all.jsonl"
    try Data(whole.utf8).write(to: URL(fileURLWithPath: kept))
    let again = CommandRun("scan", folder.path, "--since-scan", kept, "-f", "jsonl").output
    #expect(again == whole)
  }

  @Test("Two adversarial losses and nothing else: undecidable, no metric, and why")
  func adversaries() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 0..<60 {
      writer.scalar("Loss/G", step: Int64(step), 2 + sin(Float(step)), wallTime: Double(step))
      writer.scalar("Loss/D", step: Int64(step), 1 - sin(Float(step)), wallTime: Double(step))
    }
    _ = try folder.write(writer.bytes, to: "gan/events.out.tfevents.1.h")
    let answer = CommandRun("analyze", folder.path, "-f", "jsonl")
    let record = try #require(JSON(answer.lines[0]))
    #expect(record["verdict"] as? String == "undecidable")
    #expect(record["metric"] is NSNull && record["direction"] is NSNull)
    #expect(
      (record["reason"] as? String)?.contains("two adversarial losses: neither shows") == true)
    let text = CommandRun("analyze", folder.path).output
    #expect(text.contains("Loss/G and Loss/D are two adversarial losses"))
    #expect(CommandRun("scan", folder.path).status == 0)
  }
}
