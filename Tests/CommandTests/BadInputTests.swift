import TestSupport
import Testing

@Suite("Bad input gets one clear message and a status that says so")
struct BadInputTests {
  @Test("A path that is not there")
  func missingPath() {
    let run = CommandRun("analyze", "/nowhere/runs")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors == "error: no such file or directory: /nowhere/runs\n")
  }

  @Test("A directory without event files says in how many folders it looked")
  func emptyDirectory() throws {
    let folder = TemporaryFolder()
    let run = CommandRun("analyze", folder.path)
    #expect(run.status == 2)
    #expect(
      run.errors
        == "error: no event files under \(folder.path)  (looked in 1 folder)\n"
        + "  An event file has \"tfevents\" in its name.\n")
  }

  @Test("A text file named tfevents is named as what it is not")
  func textFile() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(Array("no event file, just words\n".utf8), to: "x.tfevents.1")
    for command in ["analyze", "tags", "export"] {
      let run = CommandRun(command, path)
      #expect(run.status == 1, "\(command)")
      #expect(
        run.errors
          == "warning: \(path) is not an event file: no record header in its 26 bytes\n",
        "\(command)")
    }
    #expect(CommandRun("verify", path).status == 1)
  }

  @Test(
    "Another logger's log that cannot be read is called what it is not",
    arguments: [
      ("trainer_state.json", "{\"log_history\": 5}", "a trainer state"),
      ("metrics.csv", "a,b\n1,2\n", "a table of metrics"),
    ])
  func otherLog(name: String, text: String, what: String) throws {
    let folder = TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: name)
    let run = CommandRun("verify", path)
    #expect(run.status == 1)
    #expect(run.output.contains("not a log") && run.output.contains("It is not \(what)"))
    #expect(!run.output.contains("event file") && !run.output.contains("record header"))
    let record = CommandRun("verify", path, "-f", "jsonl").output
    #expect(record.contains("\"status\":\"not a log\""))
    #expect(CommandRun("scan", path, "-f", "jsonl").output.contains("no numbers in its log"))
  }

  @Test("An empty file is called empty")
  func emptyFile() throws {
    let folder = TemporaryFolder()
    let path = try folder.write([], to: "x.tfevents.1")
    let run = CommandRun("analyze", path)
    #expect(run.status == 1)
    #expect(run.errors == "warning: \(path) is empty\n")
    #expect(CommandRun("verify", path).status == 0)
    #expect(CommandRun("verify", path, "--strict").status == 1)
  }

  @Test(
    "A wrong pattern shows where it goes wrong and what to type instead",
    arguments: ["analyze", "scan"])
  func wrongPattern(command: String) {
    let run = CommandRun(command, "runs", "--runs", "/sft-(lr/")
    #expect(run.status == 2)
    #expect(
      run.errors == """
        error: --runs is not a valid regular expression
          /sft-(lr/
               ^ this group is never closed
          To match the text itself, drop the slashes:  --runs 'sft-(lr'

        """)
  }

  @Test("An unknown option names the closest one")
  func unknownOption() {
    let run = CommandRun("analyze", "runs", "--metrc", "loss")
    #expect(run.status == 2)
    #expect(run.errors == "error: unknown option --metrc\n  did you mean  --metric ?\n")
  }

  @Test("No path at all shows the usage")
  func noPath() {
    let run = CommandRun("export")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: no path given\n"))
  }

  @Test("Two hundred damaged variants of a file end every command without a trap")
  func damagedFiles() throws {
    let folder = TemporaryFolder()
    var generator = SystemSeed(state: 7)
    for number in 0..<200 {
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let path = try folder.write(bytes, to: "\(number)/events.out.tfevents.1.h")
      #expect([0, 1].contains(CommandRun("verify", path).status), "file \(number)")
    }
    #expect(CommandRun("analyze", folder.path, "-f", "jsonl").lines.count == 200)
    #expect(CommandRun("export", folder.path).status == 1)
  }

  @Test(
    "Steps from the least to the greatest there is are reported in every form",
    arguments: [
      "analyze -f jsonl", "analyze", "scan -f json", "scan", "tags", "plot", "export",
      "export --wide",
    ])
  func extremeSteps(command: String) throws {
    var writer = EventFileWriter()
    let steps = (0..<126).map { Int64.min + $0 } + [-1, .max, .max - 1]
    for (number, step) in steps.enumerated() {
      writer.scalar("loss", step: step, 1 / Float(number + 1), wallTime: 1000 + Double(number))
    }
    let folder = TemporaryFolder()
    _ = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    let answer = CommandRun(command.split(separator: " ").map(String.init) + [folder.path])
    #expect(answer.status == 0)
    #expect(!answer.output.isEmpty)
  }
}

/// A fixed sequence of numbers for the damage above.
private struct SystemSeed: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
