import Foundation
import Testing

/// Waits until a terminal shows what `Fixtures/golden/` keeps, times of day aside.
///
/// Where nothing is kept, or `TFEVENTS_RECORD` is set, what stands there after two seconds is written, and
/// the test fails so that someone reads it.
func expectGolden(
  _ terminal: Tmux, _ name: String, location: SourceLocation = #_sourceLocation
) {
  let file = URL(fileURLWithPath: Repository.path("Fixtures/golden/" + name))
  let isRecording = ProcessInfo.processInfo.environment["TFEVENTS_RECORD"] != nil
  guard !isRecording, let kept = try? String(contentsOf: file, encoding: .utf8) else {
    Thread.sleep(forTimeInterval: 2)
    try? Data(timeless(terminal.screen).utf8).write(to: file)
    Issue.record("recorded \(name): read it, and run the tests again", sourceLocation: location)
    return
  }
  if terminal.wait({ timeless(terminal.screen) == kept }) { return }
  let shown = timeless(terminal.screen)
  #expect(shown == kept, sourceLocation: location)
}

/// A screen with letters for the digits of days and times.
private func timeless(_ screen: [String]) -> String {
  screen.map {
    $0.replacingOccurrences(
      of: #"\d{4}-\d\d-\d\d \d\d:\d\dZ"#, with: "yyyy-mm-dd hh:mmZ",
      options: .regularExpression) + "\n"
  }
  .joined()
}
