import TestSupport
import Testing

@Suite("analyze says which runs seem to go on with others")
struct ResumedHintTests {
  @Test("One run is named with the one it goes on with, and how to join them")
  func one() throws {
    let folder = try runs(continuations: 1)
    let answer = CommandRun("analyze", folder.path)
    #expect(
      answer.errors
        == "note: run-1 seems to go on where run-0 stopped  (--join-resumed joins them)\n")
  }

  @Test("Of many the first five are named and the others counted")
  func many() throws {
    let folder = try runs(continuations: 30)
    let answer = CommandRun("analyze", folder.path)
    let lines = answer.errors.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[4].hasPrefix("note: run-5 seems to go on where run-"))
    let rest = "note: 25 more runs seem to go on where others stopped"
    #expect(lines[5] == rest + "  (--join-resumed joins them)")
  }

  /// A run, and others that each began an hour later in the second half of its steps.
  private func runs(continuations: Int) throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for number in 0...continuations {
      var writer = EventFileWriter()
      for step in number == 0 ? 0..<100 : 80..<200 {
        let time = Double(3_600 * number + step)
        writer.scalar("train/loss", step: Int64(step), 1 / Float(step + 1), wallTime: time)
      }
      _ = try folder.write(writer.bytes, to: "run-\(number)/events.out.tfevents.1.h")
    }
    return folder
  }
}
