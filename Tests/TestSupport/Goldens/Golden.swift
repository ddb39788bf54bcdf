import Foundation
import TestSupport
public import Testing

/// Compares output with the text in `Fixtures/golden/`; see ``keptGolden(_:location:recording:)``.
public func expectGolden(
  _ text: String, _ name: String, location: SourceLocation = #_sourceLocation
) {
  guard let kept = keptGolden(name, location: location, recording: { text }) else { return }
  #expect(text == kept, sourceLocation: location)
}

/// The text in `Fixtures/golden/` with a name.
///
/// If there is none, or if `TFEVENTS_RECORD` is set, the result of `recording` is written there,
/// and the test fails so that someone reads it; then there is nothing to compare with.
public func keptGolden(
  _ name: String, location: SourceLocation, recording: () -> String
) -> String? {
  let file = URL(fileURLWithPath: Repository.path("Fixtures/golden/" + name))
  let isRecording = ProcessInfo.processInfo.environment["TFEVENTS_RECORD"] != nil
  if !isRecording, let kept = try? String(contentsOf: file, encoding: .utf8) { return kept }
  let folder = file.deletingLastPathComponent()
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try? Data(recording().utf8).write(to: file)
  Issue.record("recorded \(name): read it, and run the tests again", sourceLocation: location)
  return nil
}
