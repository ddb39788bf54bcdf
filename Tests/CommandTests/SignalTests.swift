import Foundation
import TestSupport
import Testing

@Suite(
  "Signals",
  .enabled(
    if: BuiltProgram.isThere,
    "the program is not built beside the tests"))
struct SignalTests {
  @Test("H14: SIGTERM ends watch with 143, and what it has said is there")
  func terminated() throws {
    var writer = EventFileWriter()
    for step in 1...20 { writer.scalar("eval/loss", step: Int64(step), 1 / Float(step)) }
    let directory = TemporaryFolder()
    try directory.write(writer.bytes, to: "events.out.tfevents.1.host")

    let watch = Process()
    let pipe = Pipe()
    watch.executableURL = BuiltProgram.url
    watch.arguments = ["watch", directory.path, "-f", "jsonl"]
    watch.standardOutput = pipe
    try watch.run()
    // The first line appears before the end: it was flushed at once.
    var output = pipe.fileHandleForReading.availableData
    watch.terminate()
    watch.waitUntilExit()
    output += pipe.fileHandleForReading.readDataToEndOfFile()
    #expect(watch.terminationReason == .exit)
    #expect(watch.terminationStatus == 143)
    let lines = String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 1 && lines.last == "")
    for line in lines.dropLast() {
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
  }
}
