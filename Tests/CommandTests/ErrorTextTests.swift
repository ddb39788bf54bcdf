import Foundation
import TestSupport
import Testing

@Suite("An error says what happened, what was looked for, and what to type")
struct ErrorTextTests {
  @Test("A path that is not there: the one beside it with nearly its name")
  func missingPath() throws {
    let tree = try ScanTree(runs: 2)
    let runs = tree.path + "/exp0/seed0"
    expectError(
      CommandRun("analyze", tree.path + "/exp0/sed0"),
      """
      error: no such file or directory: \(tree.path)/exp0/sed0
        did you mean  \(runs) ?

      """)
    expectError(
      CommandRun("scan", tree.path + "/exxp0/seed0/"),
      """
      error: no such file or directory: \(tree.path)/exxp0/seed0
        did you mean  \(runs) ?

      """)
  }

  @Test("A path below a directory that is not there, where nothing like it stands in the other one")
  func missingPathBelow() throws {
    let tree = try ScanTree(runs: 2)
    expectError(
      CommandRun("tags", tree.path + "/exp/nothing"),
      """
      error: no such file or directory: \(tree.path)/exp/nothing
        did you mean  \(tree.path)/exp0 ?

      """)
  }

  @Test("A path that nothing resembles")
  func strangePath() throws {
    let tree = try ScanTree(runs: 2)
    expectError(
      CommandRun("export", tree.path + "/zzz"),
      "error: no such file or directory: \(tree.path)/zzz\n")
  }

  @Test("A record that is damaged is told on standard error; the answer is as without it")
  func damagedRecord() throws {
    let tree = try ScanTree(runs: 1)
    let file = tree.path + "/exp0/seed0/events.out.tfevents.1700000000.host"
    let answer = CommandRun("analyze", tree.path)
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
    bytes[bytes.count - 20] ^= 1
    _ = try tree.folder.write(bytes, to: "exp0/seed0/events.out.tfevents.1700000000.host")
    let run = CommandRun("analyze", tree.path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(answer.output.prefix(60)))
    #expect(
      run.errors
        == "warning: 1 of 121 records is damaged and was skipped"
        + " (tfevents verify \(tree.path)/exp0/seed0)\n")
  }

  @Test("A stretch that may have held several records is told as what it is")
  func damagedStretch() throws {
    let tree = try ScanTree(runs: 1)
    let name = "exp0/seed0/events.out.tfevents.1700000000.host"
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: tree.path + "/" + name)))
    bytes.replaceSubrange(900..<1_100, with: repeatElement(0xAB, count: 200))
    let moved = try tree.folder.write(bytes, to: "my runs/" + name)
    #expect(
      CommandRun("analyze", moved).errors
        == "warning: 2 damaged stretches were skipped, 116 records are good"
        + " (tfevents verify '\(tree.path)/my runs/exp0/seed0')\n")
  }

  /// Nothing on standard output, status 2.
  private func expectError(
    _ run: CommandRun, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(run.errors == text, sourceLocation: sourceLocation)
    #expect(run.output == "", sourceLocation: sourceLocation)
    #expect(run.status == 2, sourceLocation: sourceLocation)
  }
}
