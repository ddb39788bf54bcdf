import TestSupport
import TextFormats
import Testing

@Suite("scan writes all keys of its records, the common ones, or those of a list")
struct RecordSelectionTests {
  private static let fixtures = Repository.path("Fixtures/runs")

  private static func records(_ words: String...) throws -> [JSONValue] {
    let run = CommandRun(["scan", fixtures, "-f", "jsonl"] + words)
    return try run.lines.map { line throws in try JSONReader.read(Array(line.utf8)[...]) }
  }

  @Test("--fields gives the keys asked for, behind the run's name, with the same values")
  func fields() throws {
    let all = try Self.records()
    let some = try Self.records("--fields", "best,verdict,evidence")
    #expect(some.count == all.count && some.count == 4)
    for (record, whole) in zip(some, all) {
      #expect(record.members?.map(\.name) == ["run", "best", "verdict", "evidence"])
      for member in record.members ?? [] { #expect(member.value == whole[member.name]) }
    }
  }

  @Test("--brief gives what the tool of mcp answers, the metric in each record")
  func brief() throws {
    let brief = try Self.records("--brief")
    let answer = MCPSession.call("scan", #"{"path":"\#(Self.fixtures)"}"#)
    let runs = answer.json["runs"]?.array ?? []
    #expect(brief.map { $0["best"] } == runs.map { $0["best"] })
    #expect(brief.map { $0["verdict"] } == runs.map { $0["verdict"] })
    #expect(brief.allSatisfy { $0["metric"]?.text == "eval/loss" })
    let run = CommandRun("scan", Self.fixtures, "-f", "jsonl", "--brief")
    #expect(run.output.utf8.count < 350 * brief.count)
  }

  @Test(
    "What cannot be had together is refused with a sentence",
    arguments: [
      (["--brief"], "add -f jsonl"), (["--fields", "best", "-f", "csv"], "add -f jsonl"),
      (["--fields", "bset", "-f", "jsonl"], "bset"),
      (["--fields", "best", "--brief", "-f", "jsonl"], "exclude each other"),
      (["--brief", "-f", "jsonl", "--group", "a"], "--group writes none"),
    ])
  func refusals(_ words: [String], _ part: String) {
    let run = CommandRun(["scan", Self.fixtures] + words)
    #expect(run.status == 2)
    #expect(run.errors.contains(part), "\(run.errors)")
  }
}
