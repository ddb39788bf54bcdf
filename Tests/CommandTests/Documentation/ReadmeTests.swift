import Foundation
import TestSupport
import Testing

@Suite("The README is for the reader")
struct ReadmeTests {
  @Test("It has at most 150 lines, links to the Chinese one first, and shows three answers")
  func shape() throws {
    let page = try Page("README.md")
    #expect(page.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
    #expect(page.text.hasPrefix("[中文"))
    #expect(page.transcripts.count >= 3)
  }

  @Test("Every command of its table is there")
  func commands() throws {
    let help = CommandRun("--help").output
    for line in try Page("README.md").text.split(separator: "\n")
    where line.hasPrefix("| `tfevents ") {
      let name = try #require(line.split(separator: " ").dropFirst(2).first)
      #expect(help.contains("  \(name) "), "\(name)")
    }
  }

  @Test("Every command of the program stands in it")
  func allCommands() throws {
    let text = try Page("README.md").text
    for line in CommandRun("--help").lines where line.hasPrefix("  ") {
      let words = line.split(separator: " ")
      guard words[0] != "tfevents" else { break }
      #expect(text.contains("tfevents \(words[0])"), "\(words[0])")
    }
  }
}
