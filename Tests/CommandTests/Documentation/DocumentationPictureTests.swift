import Foundation
import TestSupport
import Testing

@Suite("The page of verdicts shows what the program says and draws")
struct DocumentationPictureTests {
  static let names = [
    "improving", "converged", "plateaued", "worsening", "overfitting", "diverged", "undecidable",
    "too-little-data",
  ]

  @Test("The run of each name has that verdict", arguments: names)
  func verdicts(_ name: String) {
    let run = CommandRun("analyze", Repository.path("Fixtures/verdicts/\(name)"))
    #expect(run.values["verdict"] == name)
  }

  @Test("Its picture is what plot draws (Fixtures/write_verdicts.py)", arguments: names)
  func pictures(_ name: String) throws {
    let folder = TemporaryFolder()
    let drawn = folder.path + "/x.svg"
    let run = CommandRun("plot", Repository.path("Fixtures/verdicts/\(name)"), "-o", drawn)
    #expect(run.status == 0, "\(run.errors)")
    let kept = Repository.path("Sources/tfevents/tfevents.docc/verdict-\(name).svg")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: drawn))
        == Data(contentsOf: URL(fileURLWithPath: kept)))
  }

  @Test("The pictures stand on the page, and together are less than 120 kB")
  func size() throws {
    let page = try Page.article("Verdicts")
    var bytes = 0
    for name in Self.names {
      #expect(page.text.contains("](verdict-\(name).svg)"))
      let path = Repository.path("Sources/tfevents/tfevents.docc/verdict-\(name).svg")
      bytes += try Data(contentsOf: URL(fileURLWithPath: path)).count
    }
    #expect(bytes < 120_000)
  }
}
