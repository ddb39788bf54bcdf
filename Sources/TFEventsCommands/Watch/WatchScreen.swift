import Arguments
import Reports

/// The screen of `watch` on a terminal: one run as a chart; several as a table, from which one can
/// be opened.
struct WatchScreen: WatchView {
  /// The screen shows the seconds since the last event, so it is redrawn this often.
  private static let interval = 1.0
  private static let eventLimit = 50
  /// The smallest terminal on which a screen is useful.
  static let leastSize = (columns: 40, rows: 10)
  /// How many runs are summarized when the screen is closed.
  private static let leftLimit = 20

  private let session: Session
  private let terminal: Terminal
  private let paths: String
  private var look = WatchLook()
  private var list = WatchList()
  private var events: [WatchEvent] = []
  private var isDue = true
  private var lastDrawn = -Double.infinity
  private var lastSize = (columns: 0, rows: 0)
  private var lastFrame = ""
  private var isOpen = false

  init(_ arguments: ParsedArguments, in session: Session) {
    self.session = session
    terminal = session.terminal(arguments)
    paths = arguments[Shared.paths].joined(separator: ", ")
  }

  /// The alternate screen, without a cursor, without line wrapping, and without echo of keys.
  mutating func begin() throws(CommandError) {
    session.live.takeKeys(true)
    isOpen = true
    isDue = true
    lastSize = (0, 0)
    lastFrame = ""
    // The first look into a large tree takes a while.
    let first = lastDrawn < 0 ? "\u{1B}[2;1H" + search("looking for", columns: terminal.width) : ""
    try session.print("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l" + first)
  }

  /// Restores the screen as it was before.
  mutating func end() {
    guard isOpen else { return }
    isOpen = false
    try? session.print("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    session.live.takeKeys(false)
  }

  mutating func show(_ more: [WatchEvent]) {
    events += more
    // Twice as many as the screen can show, so that it can choose the most important.
    events = WatchEvent.latest(events, count: 2 * Self.eventLimit)
  }

  mutating func press(_ keys: [UInt8]) -> Bool {
    for key in WatchKey.keys(in: keys) {
      switch key {
      case .other(UInt8(ascii: "q")): return true
      case .other(let byte): if look.press(byte) { isDue = true }
      case .move(let move): if list.take(move) { isDue = true }
      }
    }
    return false
  }

  mutating func finishRound(
    _ runs: [FollowedRun], hasChanged: Bool
  ) throws(CommandError) {
    let size = session.live.screenSize() ?? (80, 24)
    let now = session.live.uptime()
    guard hasChanged || isDue || size != lastSize || now - lastDrawn >= Self.interval else {
      return
    }
    let isResized = size != lastSize
    (isDue, lastDrawn, lastSize) = (false, now, size)
    // No line feed after the last line, since it would scroll the screen.
    let lines = lines(runs, size)
    let frame = lines.map { line in
      // After a line that fills the screen, clearing would erase its last character.
      visibleWidth(line) < size.columns ? line + "\u{1B}[K" : line
    }
    .joined(separator: "\r\n")
    if frame == lastFrame, !isResized { return }
    lastFrame = frame
    // As one synchronized update, for terminals that support it.
    try session.print(
      "\u{1B}[?2026h" + (isResized ? "\u{1B}[2J" : "") + "\u{1B}[H" + frame
        + "\u{1B}[J\u{1B}[?2026l")
  }

  private mutating func lines(_ runs: [FollowedRun], _ size: (columns: Int, rows: Int)) -> [String]
  {
    var terminal = terminal
    terminal.width = size.columns
    let now = session.now()
    switch runs.count {
    case 0:
      let text = search("waiting for", columns: size.columns)
      return ["", text, "", terminal.styled(" q quit", .dim)]
    case 1: return lines(runs[0], terminal, size.rows, isOneOfSeveral: false)
    default:
      if list.isOpen, let run = runs.first(where: { $0.name == list.chosen }) {
        return lines(run, terminal, size.rows, isOneOfSeveral: true)
      }
      return WatchTableScreen(
        runs.map { $0.state }, events: events, now: now, terminal: terminal, rows: size.rows
      ).lines(&list)
    }
  }

  private func lines(
    _ run: FollowedRun, _ terminal: Terminal, _ rows: Int, isOneOfSeveral: Bool
  ) -> [String] {
    var look = look
    look.isOneOfSeveral = isOneOfSeveral
    let picture = run.picture(
      look, events: events.filter { $0.run == run.name }, now: session.now(),
      unicode: terminal.unicode)
    return WatchRunScreen(picture, terminal: terminal, rows: rows).lines
  }

  private func search(_ what: String, columns: Int) -> String {
    let text = printable(" \(what) event files under \(paths)", unicode: terminal.unicode)
    return shortened(text, to: columns, unicode: terminal.unicode)
  }

  /// Prints on the normal screen what is worth keeping: the last state of a few runs.
  func leave(_ runs: [FollowedRun]) {
    let lines = runs.prefix(Self.leftLimit).compactMap { $0.lastEvaluation?.line }
    if !lines.isEmpty { try? session.print(lines.joined(separator: "\n") + "\n") }
  }
}
