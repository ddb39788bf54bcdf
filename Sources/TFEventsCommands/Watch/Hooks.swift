import Convergence
import Reports
import TextFormats

/// Runs programs when a verdict changes, one after another and never two at once.
struct Hooks {
  /// What can be requested.
  enum Hook {
    /// A command for the shell.
    case command(String)
    /// An address that records are posted to, by `curl`.
    case webhook(String)
  }

  private let hooks: [Hook]
  private let isQuiet: Bool
  /// The messages for people.
  private var notices: Notices
  private var queue: [(program: LiveWorld.Program, name: String)] = []
  private var running: (number: Int32, name: String, start: Double)?
  /// Errors of the programs that are not printed yet.
  private var warnings: [String] = []
  private static let warningLimit = 100
  /// How many seconds a program may take while others wait for it.
  private static let longest = 300.0
  /// How many seconds a program has to end after it was asked to.
  private static let farewell = 0.5

  init(_ hooks: [Hook], notices: Notices, isQuiet: Bool) {
    self.hooks = hooks
    self.notices = notices
    self.isQuiet = isQuiet
  }

  /// Whether everything asked for has been done.
  var isIdle: Bool { queue.isEmpty && running == nil && notices.isIdle }

  /// Requests the programs for one change of verdict.
  mutating func add(_ event: WatchEvent) {
    for hook in hooks {
      let (words, name) =
        switch hook {
        case .command(let command): (["sh", "-c", command], "--exec")
        case .webhook(let address): (Self.curl + [address], "--webhook")
        }
      let program = LiveWorld.Program(
        words: words, environment: event.environment, input: event.record, isQuiet: isQuiet)
      queue.append((program, name))
    }
  }

  /// Requests the messages about an event, whether or not it is a change of verdict.
  mutating func notify(_ event: WatchEvent, isFirst: Bool) {
    notices.add(event, isFirst: isFirst)
  }

  private mutating func warn(of outcomes: [NoticeSender.Outcome]) {
    for outcome in outcomes where !outcome.answer.isGood {
      let tries = outcome.tries > 1 ? " (tried \(outcome.tries) times)" : ""
      warn("--notify \(outcome.place): not sent: \(outcome.answer.said)\(tries)")
    }
  }

  private static let curl = [
    "curl", "--fail", "--silent", "--show-error", "--max-time", "30", "--header",
    "Content-Type: application/json", "--data-binary", "@-", "--",
  ]

  /// Starts the next program if the last one has ended.
  mutating func advance(_ session: Session) {
    startNext(session)
    warn(of: notices.advance(session))
    if !isQuiet { sayWarnings(session) }
  }

  /// Prints errors; while the screen is drawn, that must wait.
  mutating func sayWarnings(_ session: Session) {
    for warning in warnings { session.warn(warning) }
    warnings = []
  }

  private mutating func warn(_ text: String) {
    if warnings.count < Self.warningLimit { warnings.append("warning: \(text)") }
  }

  /// Gives programs a number of seconds to end, then kills those that are left.
  mutating func finish(within seconds: Double, _ session: Session) -> LiveWorld.Ending? {
    let end = session.live.uptime() + seconds
    var ending: LiveWorld.Ending?
    while !isIdle, ending == nil, session.live.uptime() < end {
      advance(session)
      if isIdle { break }
      if case .ended(let why) = session.live.wait(min(0.05, seconds)) { ending = why }
    }
    endAll(session)
    return ending
  }

  /// Ends the running program, and starts no other.
  private mutating func endAll(_ session: Session) {
    if !queue.isEmpty {
      let programs = queue.count == 1 ? "1 program was" : "\(queue.count) programs were"
      warn("\(programs) not started, because the watch ended")
    }
    queue = []
    warn(of: notices.endAll(session))
    if running != nil { endRunning("when the watch ended", session) }
    if !isQuiet { sayWarnings(session) }
  }

  private mutating func endRunning(_ when: String, _ session: Session) {
    guard let (number, name, _) = running else { return }
    running = nil
    warn("\(name) was still running \(when), and was ended")
    session.live.kill(number, false)
    let end = session.live.uptime() + Self.farewell
    // The first process may have ended while its children still run.
    while session.live.uptime() < end, session.live.status(number) == nil {
      _ = session.live.wait(0.02)
    }
    session.live.kill(number, true)
  }

  private mutating func startNext(_ session: Session) {
    if let (number, name, start) = running {
      guard let status = session.live.status(number) else {
        if session.live.uptime() - start > Self.longest {
          endRunning("after five minutes", session)
        }
        return
      }
      if status != 0 { warn("\(name) ended with status \(status)") }
      running = nil
    }
    guard !queue.isEmpty else { return }
    let (program, name) = queue.removeFirst()
    switch session.live.start(program) {
    case .success(let number): running = (number, name, session.live.uptime())
    case .failure(let failure):
      warn("\(name): \(program.words[0]) could not be started (\(failure.text))")
    }
  }
}

extension WatchEvent {
  /// The event as a line of JSON.
  var record: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    json.newline()
    return json.buffer.bytes
  }

  /// The event as environment variables; no option of the program is named like these.
  fileprivate var environment: [String] {
    var pairs = [("RUN", run), ("VERDICT", verdict.dataName)]
    if case .verdict(let change, let reason) = kind {
      pairs += [("PREVIOUS", change.old.dataName), ("REASON", reason)]
    }
    if let metric { pairs.append(("METRIC", metric)) }
    if let step { pairs.append(("STEP", "\(step)")) }
    if let value { pairs.append(("VALUE", "\(value)")) }
    if let best { pairs += [("BEST", "\(best.value)"), ("BEST_STEP", "\(best.step)")] }
    return pairs.map { "TFEVENTS_EVENT_\($0)=\($1.filter { $0 != "\0" })" }
  }
}
