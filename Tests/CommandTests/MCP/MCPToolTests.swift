import Foundation
import TestSupport
import TextFormats
import Testing

@Suite("The tools of mcp say what the commands say, in few bytes")
struct MCPToolTests {
  private static let fixtures = Repository.path("Fixtures/runs")

  private static func path(_ path: String = fixtures) -> String { #"{"path":"\#(path)"}"# }

  @Test("scan counts verdicts and gives brief records, the best first, as the command does")
  func scan() throws {
    let answer = MCPSession.call("scan", Self.path())
    #expect(answer.isError == false)
    let runs = try #require(answer.json["runs"]?.array)
    let told = CommandRun("scan", Self.fixtures, "-f", "jsonl").lines
      .compactMap { try? JSONReader.read(Array($0.utf8)[...]) }
    #expect(runs.map { $0["run"]?.text } == told.map { $0["run"]?.text })
    #expect(runs.map { $0["verdict"]?.text } == told.map { $0["verdict"]?.text })
    #expect(runs.map { $0["best_step"]?.integer } == told.map { $0["best_step"]?.integer })
    #expect(answer.json["matched"]?.integer == Int64(told.count))
    #expect(answer.json["shown"] == nil, "all are shown")
    let counts = answer.json["verdicts"]?.members?.compactMap(\.value.integer) ?? []
    #expect(counts.reduce(0, +) == Int64(told.count))
    #expect(answer.size < 4_000)
  }

  @Test("scan says how many it shows; fields are whole keys of a record, limit 0 counts alone")
  func scanOptions() throws {
    let limited = MCPSession.call("scan", #"{"path":"\#(Self.fixtures)","limit":2}"#)
    #expect(limited.json["runs"]?.array?.count == 2)
    #expect(limited.json["shown"]?.integer == 2)
    #expect(limited.json["matched"]?.integer == 4)
    let none = MCPSession.call("scan", #"{"path":"\#(Self.fixtures)","limit":0}"#)
    #expect(none.json["runs"] == .array([]))
    let picked = MCPSession.call(
      "scan", #"{"path":"\#(Self.fixtures)","fields":["confidence","best"],"runs":"sft-good"}"#)
    let run = try #require(picked.json["runs"]?.array?.first)
    #expect(run.members?.map(\.name) == ["run", "confidence", "best"])
    let command = CommandRun("scan", Self.fixtures, "--runs", "sft-good", "-f", "jsonl")
    let record = try JSONReader.read(Array(command.lines[0].utf8)[...])
    #expect(run["best"] == record["best"], "every digit of it")
    let condition = #"{"path":"\#(Self.fixtures)","where":"verdict == diverged"}"#
    #expect(MCPSession.call("scan", condition).json["matched"]?.integer == 1)
  }

  @Test("scan answers in under 4 kB, however many runs there are and however long their names")
  func small() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 1...30 {
      writer.scalar("eval/loss", step: Int64(step), 1 / Float(step), wallTime: Double(step))
    }
    for index in 0..<120 {
      let accents = String(repeating: "é", count: min(index, 80))
      let name = "a \"long\" name of a run \(index) " + accents
      _ = try folder.write(writer.bytes, to: name + "/events.out.tfevents.1.host")
    }
    let answer = MCPSession.call("scan", Self.path(folder.path))
    #expect(answer.size < 4_000)
    #expect(answer.json["matched"]?.integer == 120)
    let shown = try #require(answer.json["shown"]?.integer)
    #expect(shown > 2)
    #expect(answer.json["runs"]?.array?.count == Int(shown))
  }

  @Test("analyze gives a record without curves; its sentences are those of the command")
  func analyze() throws {
    let answer = MCPSession.call("analyze", Self.path(Self.fixtures + "/sft-overfit"))
    let run = try #require(answer.json["runs"]?.array?.first)
    let command = CommandRun("analyze", Self.fixtures + "/sft-overfit", "-f", "jsonl")
    let record = try JSONReader.read(Array(command.lines[0].utf8)[...])
    for key in ["verdict", "reason", "next", "best_step", "notes"] {
      #expect(run[key] ?? .array([]) == record[key] ?? .array([]), "\(key)")
    }
    #expect(run["curve"] == nil && run["evidence"] == nil)
    #expect(answer.size < 4_000)
    let several = MCPSession.call("analyze", #"{"path":"\#(Self.fixtures)","limit":1}"#)
    #expect(several.json["runs"]?.array?.count == 1)
    #expect(several.json["more_runs"] == .boolean(true))
  }

  @Test("tags lists series, points thins them and keeps first and last")
  func series() throws {
    let run = Self.fixtures + "/sft-overfit"
    let tags = MCPSession.call("tags", Self.path(run))
    let listed = CommandRun("tags", run, "-f", "jsonl").lines
    #expect(tags.json["matched"]?.integer == Int64(listed.count))
    #expect(tags.json["series"]?.array?.first?["tag"]?.text == "train/loss")
    let points = MCPSession.call(
      "points", #"{"path":"\#(run)","tag":"train/loss","max_points":25}"#)
    let series = try #require(points.json["series"]?.array?.first)
    let steps = series["steps"]?.array ?? []
    #expect(steps.count == 25)
    #expect(series["values"]?.array?.count == 25)
    #expect(steps.first == .integer(10) && steps.last == .integer(6_000))
    let none = MCPSession.call("points", #"{"path":"\#(run)","tag":"no/such"}"#)
    #expect(none.isError == true)
  }

  @Test("plot draws in characters, of ASCII alone where that is asked for")
  func plot() {
    let run = Self.fixtures + "/sft-overfit"
    let answer = MCPSession.call("plot", Self.path(run))
    #expect(answer.isError == false)
    #expect(answer.text == CommandRun("plot", run, "-f", "text", "--color", "never").output)
    let ascii = MCPSession.call("plot", #"{"path":"\#(run)","ascii":true,"rows":5}"#)
    #expect(ascii.text.utf8.allSatisfy { $0 < 128 } && !ascii.text.isEmpty)
  }

  @Test("verify counts files and names those that are damaged")
  func verify() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 1...30 {
      writer.scalar("loss", step: Int64(step), 1, wallTime: Double(step))
    }
    _ = try folder.write(writer.bytes, to: "good/events.out.tfevents.1.host")
    var bytes = writer.bytes
    bytes[bytes.count / 2] ^= 0x40
    _ = try folder.write(bytes, to: "bad/events.out.tfevents.1.host")
    let answer = MCPSession.call("verify", Self.path(folder.path))
    #expect(answer.isError == false, "damage is an answer")
    #expect(answer.json["files"]?["good"]?.integer == 1)
    #expect(answer.json["files"]?["damaged"]?.integer == 1)
    #expect(answer.json["not_good"]?.array?.count == 1)
  }

  @Test(
    "Arguments of another kind and unknown ones are errors of the tool, in a sentence",
    arguments: [
      ("scan", "{}", "needs \"path\""), ("scan", "7", "JSON object"),
      ("scan", #"{"path":5}"#, "takes text"), ("scan", #"{"path":""}"#, "takes text"),
      ("scan", #"{"path":"x","limit":-1}"#, "from 0 to 1000"),
      ("scan", #"{"path":"x","limit":1e300}"#, "from 0 to 1000"),
      ("scan", #"{"path":"x","output":"y"}"#, "has no parameter \"output\""),
      ("scan", #"{"path":"x","fields":["bset"]}"#, "no key \"bset\""),
      ("analyze", #"{"path":"x","direction":"up"}"#, "max or min"),
      ("scan", #"{"path":"/no/such/place"}"#, "/no/such/place"),
      ("scan", #"{"path":"-"}"#, "-"), ("scan", #"{"path":"--help"}"#, "--help"),
      ("analyze", #"{"path":"a\u0000b"}"#, "NUL"),
      ("points", #"{"path":"x"}"#, "needs \"tag\""),
      ("points", #"{"path":"x","tag":"y","steps":"later"}"#, "--steps"),
    ])
  func badArguments(_ tool: String, _ arguments: String, _ part: String) {
    let answer = MCPSession.call(tool, arguments)
    #expect(answer.isError == true)
    #expect(answer.text.contains(part), "\(answer.text)")
  }
}
