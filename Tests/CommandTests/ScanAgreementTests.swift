import Foundation
import TestSupport
import Testing

@Suite("scan says of many runs what the commands say of each")
struct ScanAgreementTests {
  @Test("Every field of 280 varied runs' records is what analyze writes of all, and of a run alone")
  func everyField() throws {
    let runs = try VariedRuns(280)
    let path = runs.folder.path
    let scan = CommandRun("scan", path, "-f", "jsonl", "--sort", "name")
    #expect(scan.status == 0)
    let records = try Dictionary(
      uniqueKeysWithValues: scan.lines.map { line in
        (try #require(JSON(line)?["run"] as? String), line)
      })
    #expect(Set(records.keys) == Set(runs.names))
    var verdicts: Set<String> = []
    for line in CommandRun("analyze", path, "-f", "jsonl").lines {
      let record = try #require(JSON(line))
      let run = try #require(record["run"] as? String)
      #expect(try Self.unnamed(#require(records[run])) == Self.unnamed(line), "\(run)")
      verdicts.insert(try #require(record["verdict"] as? String))
    }
    #expect(
      verdicts.isSuperset(of: [
        "converged", "improving", "overfitting", "diverged", "too-little-data", "error",
      ]))
    // All kinds are among them; a new start takes most of the time in a debug build.
    for run in runs.names.indices.filter({ $0 % 5 == 0 }).map({ runs.names[$0] }) {
      let alone = CommandRun("analyze", path + "/" + run, "-f", "jsonl").output
      #expect(try Self.unnamed(#require(records[run])) == Self.unnamed(alone), "\(run)")
    }
  }

  /// A record without the facts that only a scan has: the run's name below the root, the state of
  /// its files, and whether siblings reach more.
  private static func unnamed(_ record: String) -> [UInt8] {
    let record =
      record.replacingOccurrences(
        of: ",\"siblings_best\":[^,]*", with: "", options: .regularExpression
      )
      .replacingOccurrences(of: ",?\"behind-siblings\"", with: "", options: .regularExpression)
      .replacingOccurrences(of: "\"path\":\"[^\"]*\",", with: "", options: .regularExpression)
    let start = Array("{\"schema\":2,\"run\":\"".utf8)
    var bytes = Array(record.utf8)[...]
    #expect(bytes.starts(with: start))
    bytes = bytes.dropFirst(start.count).drop { $0 != UInt8(ascii: "\"") }
    bytes = bytes.prefix { $0 != 10 }.dropLast()
    if let comma = bytes.lastIndex(of: UInt8(ascii: ",")),
      bytes[comma...].starts(with: ",\"signature\":".utf8)
    {
      bytes = bytes[..<comma]
    }
    return Array(bytes)
  }

  @Test("One reader, two, and merged parts write the same bytes of generated runs in every format")
  func generatedRuns() throws {
    let runs = try VariedRuns(42)
    try expectSameBytes(runs.folder.path)
    try expectSameBytes(runs.folder.path, ["--group", "seed\\d+"], formats: ["json"])
  }

  @Test("A merge proposes commands that a merge can answer, on a terminal below the table")
  func hints() throws {
    let runs = try VariedRuns(14)
    let part = runs.folder.path + "/part.jsonl"
    #expect(CommandRun("scan", runs.folder.path, "-o", part).status == 0)
    let table = CommandRun("merge", part, columns: 80)
    #expect(
      table.lines.suffix(2) == [
        "! 2 runs could not be judged.   tfevents merge \(part) --verdict error",
        "! 2 runs hold damaged records.   tfevents merge \(part) --where 'damaged_records > 0'",
      ])
    #expect(CommandRun("merge", part, "--verdict", "error").lines.count == 3)
    #expect(CommandRun("merge", part, "--where", "damaged_records > 0").lines.count == 3)
    let piped = CommandRun("merge", part, "-f", "table")
    #expect(piped.lines.last == "! 2 runs hold damaged records.")
    #expect(piped.errors.contains("(tfevents merge \(part) --where 'damaged_records > 0')"))
  }

  @Test(
    "One reader, two, and merged parts write the same bytes of the demo in every format",
    .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
  func sharedLogs() throws {
    try expectSameBytes(SharedLogs.path("demo"))
    try expectSameBytes(SharedLogs.path("demo"), ["--group", "seed\\d+"], formats: ["json"])
  }
}
