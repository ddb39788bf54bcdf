import Foundation
import Testing

@Suite("The README shows what the program does")
struct ReadmeTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("The example's output is what the README prints")
  func example() throws {
    let readme = try String(
      contentsOf: Self.package.appendingPathComponent("README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```")
    let shown = try #require(blocks.first { $0.hasPrefix("text\nsft-overfit") })
    let run = CommandRun(
      "analyze", Self.package.path + "/Fixtures/runs/sft-overfit", "--color", "never",
      columns: 80)
    #expect("text\n" + run.output == shown)
    #expect(run.status == 0)
  }

  @Test("Every command of its table is there")
  func commands() throws {
    let readme = try String(
      contentsOf: Self.package.appendingPathComponent("README.md"), encoding: .utf8)
    let help = CommandRun("--help").output
    for line in readme.split(separator: "\n") where line.hasPrefix("| `tfevents ") {
      let name = try #require(line.split(separator: " ").dropFirst(2).first)
      #expect(help.contains("  \(name) "), "\(name)")
    }
  }
}
