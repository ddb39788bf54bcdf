import Convergence
import Foundation
import TestSupport
import Testing

@Suite("The README shows what the program does")
struct ReadmeTests {
  private func readme() throws -> String {
    try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
  }

  @Test("The example's output is what the README prints")
  func example() throws {
    let readme = try readme()
    let blocks = readme.components(separatedBy: "```")
    let shown = try #require(blocks.first { $0.hasPrefix("text\nsft-overfit") })
    let run = CommandRun(
      "analyze", Repository.path("Fixtures/runs/sft-overfit"), "--color", "never",
      columns: 80)
    #expect("text\n" + run.output == shown)
    #expect(run.status == 0)
  }

  @Test("Every command of its table is there")
  func commands() throws {
    let readme = try readme()
    let help = CommandRun("--help").output
    for line in readme.split(separator: "\n") where line.hasPrefix("| `tfevents ") {
      let name = try #require(line.split(separator: " ").dropFirst(2).first)
      #expect(help.contains("  \(name) "), "\(name)")
    }
  }

  @Test("Every command line of the Chinese README stands in the English one")
  func chinese() throws {
    let readme = try readme()
    let path = Repository.path(".github/README.zh-CN.md")
    let chinese = try String(contentsOfFile: path, encoding: .utf8)
    let lines = chinese.split(separator: "\n").filter {
      $0.hasPrefix("    tfevents ") || $0.hasPrefix("    pip ")
    }
    #expect(lines.count >= 8)
    for line in lines { #expect(readme.contains(line), "\(line)") }
  }

  @Test("The Chinese README names every verdict")
  func chineseVerdicts() throws {
    let path = Repository.path(".github/README.zh-CN.md")
    let chinese = try String(contentsOfFile: path, encoding: .utf8)
    for verdict in Verdict.allCases { #expect(chinese.contains("`\(verdict.rawValue)`")) }
  }

  @Test("Its command lines work, those that need a shell aside")
  func commandLines() throws {
    let readme = try readme()
    let folder = TemporaryFolder()
    let lines = readme.split(separator: "\n").filter { line in
      line.hasPrefix("    tfevents ") && !line.contains { "|&;$<>[".contains($0) }
    }
    #expect(lines.count >= 6)
    for line in lines where !line.contains("part-*") {
      let run = CommandRun(Self.words(of: line, writingTo: folder.path))
      #expect(run.status < 2, "\(line)\n\(run.errors)")
    }
  }

  /// The words after `tfevents`, with the fixtures' runs in place of `runs` and files below a folder.
  private static func words(of line: Substring, writingTo folder: String) -> [String] {
    let fixtures = Repository.path("Fixtures/runs")
    var words = line.split(separator: " ").dropFirst().map { $0.filter { $0 != "'" } }
    for index in words.indices {
      if index > 0, words[index - 1] == "-o" { words[index] = folder + "/" + words[index] }
      switch words[index] {
      case "runs": words[index] = fixtures
      case "runs/my-run": words[index] = fixtures + "/sft-overfit"
      case "runs/my-run/events.out.tfevents.1":
        words[index] = fixtures + "/sft-overfit/events.out.tfevents.1790000000.example"
      default: break
      }
    }
    return words
  }
}
