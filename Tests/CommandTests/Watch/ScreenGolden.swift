import Foundation
import Goldens
import Testing

/// Waits until a terminal shows the text in `Fixtures/golden/`, ignoring times of day.
///
/// When recording, it stores what the terminal shows after two seconds.
func expectScreen(
  _ terminal: Tmux, _ name: String, location: SourceLocation = #_sourceLocation
) {
  let kept = keptGolden(name, location: location) {
    Thread.sleep(forTimeInterval: 2)
    return timeless(terminal.screen)
  }
  guard let kept else { return }
  if terminal.wait({ timeless(terminal.screen) == kept }) { return }
  let shown = timeless(terminal.screen)
  #expect(shown == kept, sourceLocation: location)
}

/// A screen in which the digits of days and times are replaced by letters.
private func timeless(_ screen: [String]) -> String {
  screen.map {
    $0.replacingOccurrences(
      of: #"\d{4}-\d\d-\d\d \d\d:\d\dZ"#, with: "yyyy-mm-dd hh:mmZ",
      options: .regularExpression) + "\n"
  }
  .joined()
}
