import Reports

/// Says on standard error how far work has come, where someone looks and it takes long.
///
/// On a terminal one line that is written over, from 0.3 seconds on; with `CI=true` a line every ten seconds;
/// else nothing.
struct Progress {
  private let session: Session
  private let title: String
  private let unit: String
  private let total: Int
  private let totalBytes: Int64
  private let start: Double
  private let isTerminal: Bool
  private let isCI: Bool
  private var done = 0
  private var bytes: Int64 = 0
  private var lastShown: Double
  private var isShown = false

  init(_ title: String, unit: String, total: Int, bytes: Int64, in session: Session) {
    self.session = session
    self.title = title
    self.unit = unit
    self.total = total
    totalBytes = bytes
    start = session.now()
    lastShown = start
    isTerminal = session.errors.isTerminal && session.environment("TERM") != "dumb"
    isCI = !isTerminal && session.environment("CI").map { !$0.isEmpty && $0 != "false" } ?? false
  }

  /// Counts one more piece of work, of so many bytes.
  mutating func advance(bytes more: Int64) {
    done += 1
    bytes += more
    guard isTerminal || isCI else { return }
    let now = session.now()
    let pause = isCI ? 10.0 : isShown ? 0.1 : 0.3
    if now - lastShown < pause || done == total { return }
    lastShown = now
    show(seconds: now - start)
  }

  private mutating func show(seconds: Double) {
    let share = totalBytes > 0 ? Double(bytes) / Double(totalBytes) : 0
    let left = share > 0.02 ? seconds / share - seconds : nil
    let line = progressLine(
      title, done: done, total: total, unit: unit, secondsLeft: left,
      terminal: Terminal(
        width: session.errors.columns ?? 80, colour: false, unicode: session.localeIsUTF8))
    if isCI {
      session.warn(line)
    } else {
      try? session.errors.write("\r\u{1B}[2K" + line)
      isShown = true
    }
  }

  /// Takes the line away.
  mutating func end() {
    if isShown { try? session.errors.write("\r\u{1B}[2K") }
    isShown = false
  }
}
