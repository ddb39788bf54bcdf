import Reports
import TrainingRuns

/// Shows the progress of long work on standard error.
///
/// On a terminal it is one line, updated in place, from 0.3 seconds on; with `CI=true`, one line
/// every ten seconds; otherwise nothing. Code that writes to the terminal meanwhile must clear the
/// line first.
final class Progress {
  /// The meter that the work counts on.
  let meter: WorkMeter
  private let session: Session
  private let title: String
  private let unit: String
  private let total: Int
  private let start: Double
  private let isTerminal: Bool
  private let isCI: Bool
  private let terminal: Terminal
  private var lastShown: Double
  private var isShown = false

  /// Prepares to show the progress of work that reads `bytes` bytes for `total` items.
  init(
    _ title: String, unit: String, total: Int, bytes: Int64, colour: ColourChoice = .auto,
    in session: Session
  ) {
    self.session = session
    self.title = title
    self.unit = unit
    self.total = total
    meter = WorkMeter(bytes: bytes)
    start = session.now()
    lastShown = start
    terminal = Terminal(
      width: session.errors.columns ?? 80,
      colour: session.errors.isTerminal && session.wantsColour(colour, on: session.errors),
      unicode: session.localeIsUTF8)
    isTerminal = session.errors.isTerminal && session.environment("TERM") != "dumb"
    isCI = !isTerminal && session.environment("CI").map { !$0.isEmpty && $0 != "false" } ?? false
  }

  /// Whether progress can be shown at all.
  var isWanted: Bool { isTerminal || isCI }

  /// Shows the progress, if it is time to.
  func tick() {
    if !isWanted { return }
    let now = session.now()
    let pause = isCI ? 10.0 : now - start < 0.3 ? 0.3 : 0.1
    if now - lastShown < pause || meter.items == total { return }
    lastShown = now
    show(seconds: now - start)
  }

  private func show(seconds: Double) {
    let line = progressLine(
      title,
      ProgressCounts(
        items: meter.items, totalItems: total, unit: unit, bytes: meter.bytes,
        totalBytes: meter.totalBytes),
      seconds: seconds, terminal: terminal)
    if isCI {
      session.warn(line)
    } else {
      try? session.errors.write("\r\u{1B}[2K" + line)
      isShown = true
    }
  }

  /// Removes the line, until the next tick or for good.
  func clear() {
    if isShown { try? session.errors.write("\r\u{1B}[2K") }
    isShown = false
  }
}
