import Convergence
import Foundation
import TestSupport
import Testing

@Suite("The Chinese README keeps in step with the English pages")
struct ChineseReadmeTests {
  private func chinese() throws -> Page { try Page(".github/README.zh-CN.md") }

  /// The README, the package's page and the articles that it has to agree with.
  private func english() throws -> String {
    let articles = ["QuickStart", "Clusters", "Verdicts", "Messages", "FAQ"]
    let pages =
      try [Page("README.md"), Page("Sources/Python/README.md")] + articles.map(Page.article)
    return pages.map(\.text).joined(separator: "\n")
  }

  @Test("Each of its command lines stands in an English page")
  func commands() throws {
    let english = try english()
    let lines = try chinese().text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    #expect(lines.count >= 12)
    for line in lines { #expect(english.contains("\n\(line)\n"), "\(line)") }
  }

  @Test("Each of its blocks of code stands in an English page")
  func blocks() throws {
    let english = try english()
    let page = try chinese()
    let blocks = ["python", "bash", "yaml", "console"].flatMap { page.blocks($0) }
    #expect(blocks.count >= 5)
    for block in blocks { #expect(english.contains(block), "\(block)") }
  }

  @Test("Each command line of the quick start that needs no further page stands in it")
  func quickStarts() throws {
    let page = try chinese()
    for line in try Page.article("QuickStart").commands(of: "tfevents") {
      #expect(page.text.contains("    \(line)\n"), "\(line)")
    }
  }

  @Test("It names every verdict")
  func verdicts() throws {
    let page = try chinese()
    for verdict in Verdict.allCases { #expect(page.text.contains("| `\(verdict.rawValue)` |")) }
  }

  @Test("Pages that it links to are there")
  func links() throws {
    let folder = Repository.path(".github/")
    for match in try chinese().text.matches(of: /\]\(([^):#]+)(?:#[^)]*)?\)/) {
      #expect(FileManager.default.fileExists(atPath: folder + "/" + match.1), "\(match.1)")
    }
  }
}
