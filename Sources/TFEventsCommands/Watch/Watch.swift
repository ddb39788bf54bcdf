import Arguments
import Convergence
import LogDirectories
import Reports
import TrainingRuns

/// Follows runs until it is told to end: reads, shows, reports, waits.
struct Watch {
  /// Pause between rounds: a multiple of the last round's duration (a few per cent of a core), but
  /// not so short that most rounds find nothing, and not so long that news are late.
  private static let rest = 9.0
  private static let pauses = 0.2...0.9
  /// How many seconds programs have to end after the awaited event, and after the time is over.
  private static let hookTime = 10.0
  private static let lateHookTime = 2.0

  private let session: Session
  private let desk: WatchDesk
  private let deadline: Double?
  private let paths: [String]
  private var followers: Followers
  private var prometheus: PrometheusFile?
  private let isScreen: Bool
  private var isWaitingForPaths = false
  private var isFirstLook = true
  /// Whether it ends because nothing more will come.
  private var isOver = false
  private var hasSaidEndless = false
  /// What was printed about files and directories that cannot be read.
  private var told: Set<String> = []
  /// What is still to be printed, after the screen is closed.
  private var unsaid: [String] = []

  init(_ arguments: ParsedArguments, _ format: WatchCommand.Format, in session: Session) {
    self.session = session
    isScreen = format == .screen
    deadline = arguments[WatchCommand.timeout].map { session.live.uptime() + $0 }
    paths = arguments[Shared.paths]
    followers = Followers(
      arguments, stalledAge: arguments[WatchCommand.stalled], keepsPoints: format == .screen)
    let hooks = Hooks(
      arguments[WatchCommand.exec].map { .command($0) }
        + arguments[WatchCommand.webhook].map { .webhook($0) }, notices: Notices(arguments),
      isQuiet: format == .screen)
    let view: any WatchView =
      format == .screen
      ? WatchScreen(arguments, in: session)
      : WatchLines(session: session, isJSON: format == .jsonl)
    desk = WatchDesk(view: view, hooks: hooks, until: arguments[WatchCommand.until] ?? [])
    prometheus = arguments[WatchCommand.prometheus].map { PrometheusFile(path: $0) }
  }

  /// Continues until there is a reason to end.
  mutating func run() throws(CommandError) -> Outcome {
    try desk.view.begin()
    defer { desk.view.end() }
    let outcome: Outcome
    do throws(CommandError) {
      let reached = try follow()
      outcome = finishHooks(reached)
    } catch {
      _ = desk.hooks.finish(within: 0, session)
      // A screen that cannot be written to has been closed.
      if isScreen, case .output = error { return .hungUp }
      throw error
    }
    desk.view.end()
    desk.hooks.sayWarnings(session)
    for sentence in unsaid { session.warn("warning: \(sentence)") }
    if isOver {
      let names = desk.until.map(\.name).joined(separator: ", ")
      session.warn("every run is finished, and none matched --until: \(names)")
    }
    desk.view.leave(followers.runs)
    try prometheus?.write(followers.runs, in: session, isEnd: true)
    return outcome
  }

  private mutating func follow() throws(CommandError) -> Outcome {
    while true {
      let start = session.live.uptime()
      let isUnfinished = try round()
      desk.hooks.advance(session)
      if desk.hasReached { return .done }
      if !isUnfinished, !desk.until.isEmpty, followers.areAllFinished {
        isOver = true
        return .no
      }
      if !isUnfinished { sayIfEndless() }
      if let deadline, session.live.uptime() >= deadline { return .no }
      let cost = session.live.uptime() - start
      let pause = min(max(Self.rest * cost, Self.pauses.lowerBound), Self.pauses.upperBound)
      if let outcome = try wait(isUnfinished ? 0 : pause) { return outcome }
    }
  }

  /// One round over all runs; true if it stopped early so that keys and signals can be checked.
  private mutating func round() throws(CommandError) -> Bool {
    var events: [WatchEvent] = []
    followers.walk(session, events: &events)
    try checkPaths()
    try desk.take(&events)
    let desk = desk
    let isUnfinished = try followers.read(session) { (events) throws(CommandError) in
      try desk.take(&events)
    }
    if desk.hasNews { prometheus?.isStale = true }
    if !isUnfinished { for run in followers.runs { tell(run.unread + run.alterations) } }
    try prometheus?.write(followers.runs, in: session)
    try desk.view.finishRound(followers.runs, hasChanged: desk.hasNews)
    desk.hasNews = false
    return isUnfinished
  }

  /// A path that exists but cannot be followed is an error; one that does not exist yet is waited
  /// for.
  private mutating func checkPaths() throws(CommandError) {
    let found = followers.found
    let unread = found.unread
    if let bad = found.unusable.first(where: { $0.reason != .missing && !unread.contains($0) }) {
      throw .usage(FindingProblem(bad).error)
    }
    if isFirstLook, found.runs.isEmpty, let hidden = unread.first {
      throw .usage(FindingProblem(hidden).error)
    }
    isFirstLook = false
    tell(found.unreadSentences + found.lags)
    if found.runs.isEmpty, !isWaitingForPaths {
      isWaitingForPaths = true
      if isScreen { return }
      session.warn("waiting for event files under \(paths.joined(separator: ", "))")
    }
  }

  /// Prints each of these once; if there is a screen, after it was closed.
  private mutating func tell(_ sentences: [String]) {
    // Repeated failures in changing words are not news.
    for sentence in sentences where told.count < 1_000 && told.insert(sentence).inserted {
      if isScreen { unsaid.append(sentence) } else { session.warn("warning: \(sentence)") }
    }
  }

  /// Prints once that the watch waits for runs that may have ended already.
  private mutating func sayIfEndless() {
    if desk.until.isEmpty || hasSaidEndless { return }
    guard let endless = followers.endless else { return }
    hasSaidEndless = true
    tell([endless])
  }

  /// Waits; returns an outcome if that is the end.
  private mutating func wait(_ seconds: Double) throws(CommandError) -> Outcome? {
    let left = deadline.map { max(0, $0 - session.live.uptime()) } ?? .infinity
    switch session.live.wait(min(seconds, left)) {
    case .time: return nil
    case .keys(let keys): return desk.view.press(keys) ? .done : nil
    case .resized: return nil
    case .suspended:
      desk.view.end()
      session.live.suspend()
      return try show()
    case .continued: return try show()
    case .ended(let ending): return Outcome(ending)
    }
  }

  /// Takes the terminal again.
  private mutating func show() throws(CommandError) -> Outcome? {
    desk.view.end()
    try desk.view.begin()
    return nil
  }

  /// Gives the requested programs time to end, but not forever.
  private func finishHooks(_ outcome: Outcome) -> Outcome {
    let seconds =
      switch outcome {
      case .done: Self.hookTime
      case .no where isOver: Self.hookTime
      case .no: Self.lateHookTime
      default: 0.0
      }
    return desk.hooks.finish(within: seconds, session).map { Outcome($0) } ?? outcome
  }
}

extension Outcome {
  /// The outcome when the process was told to end.
  init(_ ending: LiveWorld.Ending) {
    switch ending {
    case .hungUp: self = .hungUp
    case .interrupted: self = .interrupted
    case .quit: self = .quit
    case .terminated: self = .terminated
    }
  }
}
