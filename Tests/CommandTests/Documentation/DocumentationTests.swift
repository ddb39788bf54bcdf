import Foundation
import LogDirectories
import TestSupport
import Testing

@Suite("The documentation's programs are those that CI builds and runs")
struct DocumentationTests {
  /// The articles of all catalogues.
  private static func articles() throws -> [String] {
    let sources = Repository.path("Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: sources)
      .filter { $0.hasSuffix(".md") && $0.contains(".docc/") }
      .map { try String(contentsOfFile: sources + "/" + $0, encoding: .utf8) }
  }

  @Test(
    "Each program stands in an article, and is of at most 20 lines",
    arguments: ["judge-runs", "judge-values", "judge-series", "list-runs", "read-points"])
  func clients(_ name: String) throws {
    let path = Repository.path("Tests/Clients/Sources/\(name)/main.swift")
    let code = try String(contentsOfFile: path, encoding: .utf8)
    #expect(code.split(separator: "\n").count <= 20)
    #expect(try Self.articles().contains { $0.contains("```swift\n\(code)```\n") })
  }

  @Test("Each block of Swift in an article is one of these programs")
  func blocks() throws {
    let folder = Repository.path("Tests/Clients/Sources")
    let programs = try FileManager.default.contentsOfDirectory(atPath: folder).map {
      try String(contentsOfFile: folder + "/\($0)/main.swift", encoding: .utf8)
    }
    let blocks = try Self.articles().flatMap { article in
      article.components(separatedBy: "```swift\n").dropFirst()
        .map { $0.components(separatedBy: "```")[0] }
    }
    #expect(blocks.count >= programs.count)
    for block in blocks { #expect(programs.contains(block), "\(block)") }
  }

  @Test("An article names the versions that help names for each kind of log")
  func triedVersions() throws {
    let rows = try Page.article("HowItReads").text.split(separator: "\n")
    let tried = LogSource.allCases.filter { $0.tried != nil }
    #expect(tried.count > 10)
    for source in tried {
      let row = rows.first { $0.hasPrefix("| `") && $0.contains("`\(source.rawValue)`") }
      #expect(row?.hasSuffix("\(source.tried ?? "") |") == true, "\(source.rawValue)")
    }
  }

  @Test("What articles and pages link to by path is there")
  func links() throws {
    let pages =
      try Self.articles() + [
        String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
      ]
    let paths = pages.flatMap { page in
      page.matches(of: /\]\(((?:Sources|Tests|Fixtures)\/[^)#]*)\)/).map { String($0.1) }
    }
    #expect(!paths.isEmpty)
    for path in paths {
      #expect(FileManager.default.fileExists(atPath: Repository.path(path)), "\(path)")
    }
  }
}
