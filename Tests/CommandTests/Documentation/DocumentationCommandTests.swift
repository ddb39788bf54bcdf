import Foundation
import TestSupport
import Testing

@Suite("The documentation's commands and answers")
struct DocumentationCommandTests {
  static let pages: [Page] =
    (try? [Page("README.md")]
      + ["QuickStart", "Clusters", "Verdicts", "Evidence", "FAQ"].map(Page.article)) ?? []

  @Test("All pages are there")
  func pagesAreThere() { #expect(Self.pages.count == 6) }

  @Test(
    "Each command line works when it is typed into a shell",
    .enabled(if: BuiltProgram.isThere), arguments: pages)
  func commands(_ page: Page) throws {
    let shell = try DocumentedShell(program: #require(BuiltProgram.url))
    let lines = page.commands(of: "tfevents", "find", "uvx") + page.blocks("bash")
    for line in lines {
      // A line for a job array is run in each of its eight jobs.
      for task in 1...(line.contains("$SLURM_ARRAY_TASK_ID") ? 8 : 1) {
        let (status, output) = try shell.status(of: line, task: task)
        #expect(status < 2, "\(line)\n\(output)")
      }
    }
  }

  @Test("What stands below a command is what it prints", arguments: pages)
  func transcripts(_ page: Page) throws {
    for (command, answer) in page.transcripts {
      let parts = command.components(separatedBy: " | ")
      #expect(parts.count == 1 || parts.dropFirst() == ["cat"], "\(command)")
      var words = parts[0].split(separator: " ").map(String.init)
      #expect(words.removeFirst() == "tfevents")
      words = words.map { $0.hasPrefix("Fixtures/") ? Repository.path($0) : $0 }
      let isTerminal = parts.count == 1
      if isTerminal { words += ["--color", "never"] }
      let run = CommandRun(words, columns: isTerminal ? 80 : nil)
      #expect(untimed(run.output) == untimed(answer), "\(command)\n\(run.errors)")
      #expect(run.status < 2)
    }
  }

  /// A text without the time that reading took.
  private func untimed(_ text: String) -> String {
    text.replacing(/B · [0-9.]+ s\n/) { _ in "B\n" }
  }

  @Test("Pages that a page links to are there", arguments: pages)
  func links(_ page: Page) throws {
    let folder = Repository.path(page.path).split(separator: "/").dropLast().joined(separator: "/")
    for match in page.text.matches(of: /\]\(([^):#]+)(?:#[^)]*)?\)/) {
      let path = "/\(folder)/\(match.1)"
      #expect(FileManager.default.fileExists(atPath: path), "\(match.1)")
    }
  }
}
