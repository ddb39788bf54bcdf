import Foundation
import FuzzCommandChecks
import TestSupport
import Testing

@Suite("What fuzzing of commands checks holds for every input that is kept")
struct CommandCorpusTests {
  private static let checks = [
    "table": tableCheck, "state": stateCheck, "record": recordCheck, "condition": conditionCheck,
  ]

  @Test("No input ends a command without an answer", arguments: checks.keys.sorted())
  func inputs(target: String) throws {
    let folder = URL(filePath: Repository.path("Fixtures/fuzz/\(target)"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names.count >= 5)
    let check = try #require(Self.checks[target])
    for name in names {
      let input = Array(try Data(contentsOf: folder.appending(path: name)))
      #expect(throws: Never.self, "\(name)") { try check.runAll(input) }
    }
  }
}
