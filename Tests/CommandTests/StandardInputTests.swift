import TestSupport
import Testing

@Suite("A path - is one log on standard input, for every command that reads logs once")
struct StandardInputTests {
  private static let log: [UInt8] = {
    var writer = EventFileWriter()
    for step in 0..<40 as Range<Int64> { writer.scalar("loss", step: step, 2 - Float(step) / 40) }
    return writer.bytes
  }()

  @Test(
    "Its points are read",
    arguments: [
      ["analyze", "-"], ["scan", "-", "-f", "csv"], ["tags", "-"], ["plot", "-"], ["verify", "-"],
      ["export", "-"],
    ])
  func events(words: [String]) {
    let run = CommandRun(words, input: [Self.log])
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.contains("loss") || run.output.contains("good"))
  }

  @Test("A table and a trainer's state are, too", arguments: ["analyze", "scan", "tags", "export"])
  func others(command: String) {
    let table = Array("step,loss\n1,0.5\n2,0.25\n".utf8)
    let state = Array(#"{"log_history":[{"step":1,"loss":0.5},{"step":2,"loss":0.25}]}"#.utf8)
    for (source, bytes) in [("csv", table), ("hf", state)] {
      let run = CommandRun([command, "--from", source, "-"], input: [bytes])
      #expect(run.status == 0, "\(source)")
      #expect(run.output.contains("loss"))
    }
  }

  @Test("Damage is found in it")
  func damage() {
    var bytes = Self.log
    bytes[200] ^= 1
    #expect(CommandRun(["verify", "-"], input: [bytes]).status == 1)
  }
}
