import Foundation
import Testing

/// Compares a text with the one kept in `Fixtures/golden/`.
///
/// Where none is kept, or `TFEVENTS_RECORD` is set, it is written there, and the test fails so that someone
/// reads it.
func expectGolden(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/golden/" + name)
  let isRecording = ProcessInfo.processInfo.environment["TFEVENTS_RECORD"] != nil
  guard !isRecording, let kept = try? String(contentsOf: file, encoding: .utf8) else {
    let folder = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: file)
    Issue.record("recorded \(name): read it, and run the tests again", sourceLocation: location)
    return
  }
  #expect(text == kept, sourceLocation: location)
}
