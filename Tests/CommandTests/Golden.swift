import Foundation
import Testing

/// Files that belong to the repository.
enum Repository {
  /// The path of a file below the package's root.
  static func path(_ below: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(below).path
  }
}

/// Compares what a command prints with the text kept in `Fixtures/golden/`.
///
/// Where none is kept, or `TFEVENTS_RECORD` is set, it is written there, and the test fails so that someone
/// reads it.
func expectGolden(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) {
  let file = Repository.path("Fixtures/golden/" + name)
  let isRecording = ProcessInfo.processInfo.environment["TFEVENTS_RECORD"] != nil
  guard !isRecording, let kept = try? String(contentsOfFile: file, encoding: .utf8) else {
    try? Data(text.utf8).write(to: URL(fileURLWithPath: file))
    Issue.record("recorded \(name): read it, and run the tests again", sourceLocation: location)
    return
  }
  #expect(text == kept, sourceLocation: location)
}
