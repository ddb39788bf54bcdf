import Reports
import TextFormats

/// Shows the events.
protocol WatchView {
  /// Begins.
  mutating func begin() throws(CommandError)
  /// Shows new events.
  mutating func show(_ events: [WatchEvent]) throws(CommandError)
  /// A round over all runs is done; the argument says whether something changed.
  mutating func finishRound(_ runs: [FollowedRun], hasChanged: Bool) throws(CommandError)
  /// Handles keys; true if the user wants to quit.
  mutating func press(_ keys: [UInt8]) -> Bool
  /// Restores the terminal.
  mutating func end()
  /// Prints what is worth keeping, after the end.
  func leave(_ runs: [FollowedRun])
}

/// One line per event, for pipes and logs.
struct WatchLines: WatchView {
  let session: Session
  let isJSON: Bool

  mutating func begin() {}

  mutating func show(_ events: [WatchEvent]) throws(CommandError) {
    var buffer = ByteBuffer()
    for event in events {
      if isJSON {
        buffer.append(event.record)
      } else {
        buffer.append(event.line + "\n")
      }
    }
    // Written at once, since the reader of the pipe waits for the line.
    try Answer(session.output.sink).drain(&buffer)
  }

  mutating func finishRound(_ runs: [FollowedRun], hasChanged: Bool) {}

  mutating func press(_ keys: [UInt8]) -> Bool { false }

  mutating func end() {}

  func leave(_ runs: [FollowedRun]) {}
}
