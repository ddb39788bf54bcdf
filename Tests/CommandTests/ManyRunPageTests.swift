import Foundation
import TestSupport
import Testing

@Suite("A page of many runs") struct ManyRunPageTests {
  private static func count(_ word: String, in text: String) -> Int {
    text.components(separatedBy: word).count - 1
  }

  @Test("Of more than 500 runs all are ranked, and the first 200 are drawn")
  func ranked() throws {
    let tree = try ScanTree(runs: 1)
    for index in 1...500 {
      var writer = EventFileWriter()
      for step in 1...4 { writer.scalar(step: Int64(step), Float(index) / Float(step)) }
      try tree.folder.write(writer.bytes, to: "run_\(index)/events.out.tfevents.1.host")
    }
    let whole = CommandRun("plot", tree.path, "-f", "html").output
    #expect(whole.contains("501 runs · "))
    #expect(whole.contains(" · the first 200 are drawn"))
    #expect(Self.count("<section", in: whole) == 200)
    #expect(Self.count("<tr><th scope=\"row\">", in: whole) == 501)
    #expect(Self.count("<a href=\"#run-", in: whole) == 200)
  }

  @Test("With --compare the best runs stand in one chart above the ranking")
  func compared() throws {
    let tree = try ScanTree(runs: 12)
    let page = CommandRun("plot", tree.path, "-f", "html", "--compare").output
    #expect(page.contains("<h2>eval/loss of 8 runs</h2>"))
    #expect(page.contains("The best 8 are drawn: choose with --runs."))
    #expect(!CommandRun("plot", tree.path, "-f", "html").output.contains("of 8 runs"))
  }

  @Test("What a drawing has no room for is said beside it")
  func leftOut() throws {
    let tree = try ScanTree(runs: 12)
    try tree.write("other", level: 0.5, tag: "val_loss")
    let drawing = CommandRun("plot", tree.path, "-f", "svg")
    #expect(
      drawing.errors.contains("note: The best 8 are drawn, 4 more are not: choose with --runs"))
    #expect(
      drawing.errors.contains(
        "note: 1 run judged by another series is not drawn (--metric chooses)"))
  }
}
