import Arguments
import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The followed runs, including new ones as they appear.
struct Followers {
  /// The pause between two walks over all folders: 100 × the time of a walk, to use 1 % of a core.
  ///
  /// If new runs would then be found too late (many folders, a slow file system, a busy machine),
  /// up to 10 %.
  private static let rest = 100.0
  private static let shortRest = 9.0
  private static let pauses = 1.0...10.0
  /// How long one round over the runs may read before keys and signals are checked.
  private static let slice = 0.25
  /// How many runs that disappeared are remembered.
  private static let memoryLimit = 10_000
  /// For how many runs all points are kept for a screen.
  private static let drawnLimit = 8

  private let analyzer: RunAnalyzer
  private let wanted: [Pattern]
  private let unwanted: [Pattern]
  private let stalledAge: Double
  private let keepsPoints: Bool
  private var directory: LiveLogDirectory
  private var nextWalk = -Double.infinity
  private var walks = 0
  private(set) var runs: [FollowedRun] = []
  private var departed: [ByteKey: FollowedRun.Memory] = [:]
  private var batch = ScalarBatch()
  /// The runs that this round has not visited yet.
  private var pending: [FollowedRun] = []

  init(_ arguments: ParsedArguments, stalledAge: Double, keepsPoints: Bool) {
    analyzer = RunAnalyzer(arguments)
    wanted = arguments[Shared.runs]
    unwanted = arguments[Shared.notRuns]
    self.stalledAge = stalledAge
    self.keepsPoints = keepsPoints
    directory = LiveLogDirectory(
      arguments[Shared.paths],
      options: DiscoveryOptions(arguments))
  }

  /// The result of the last walk.
  var found: Found { directory.found }

  /// Whether there are runs, and all that were asked for have ended.
  var areAllFinished: Bool {
    !runs.isEmpty && found.unusable.isEmpty && runs.allSatisfy { $0.hasBegun && $0.isFinished }
  }

  /// A message if all runs are silent or finished, and the logs of some do not say where the run
  /// ends; nil otherwise.
  var endless: String? {
    guard runs.allSatisfy({ $0.hasBegun && ($0.isFinished || $0.silence.isStalled) }) else {
      return nil
    }
    let silent = runs.filter(\.mayHaveEnded)
    guard let first = silent.first else { return nil }
    let what =
      silent.count == 1
      ? "\(first.name) is silent, and its log names no planned end"
      : "\(silent.count) runs are silent, and their logs name no planned end"
    return what + ": --max-steps tells where a run ends, --timeout ends the watch"
  }

  /// Looks for runs that appeared or disappeared, if it is time.
  mutating func walk(_ session: Session, events: inout [WatchEvent]) {
    let start = session.live.uptime()
    if start < nextWalk { return }
    for change in directory.refresh() { take(change, at: session.now(), events: &events) }
    walks += 1
    let end = session.live.uptime()
    nextWalk = end + Self.pause(after: end - start)
  }

  /// How many seconds to wait for the next walk after one that took some.
  private static func pause(after walk: Double) -> Double {
    min(max(pauses.lowerBound, rest * walk), max(pauses.upperBound, shortRest * walk))
  }

  private mutating func take(
    _ change: LiveLogDirectory.Change, at now: Double, events: inout [WatchEvent]
  ) {
    switch change {
    case .appeared(let run):
      guard isWanted(run) else { return }
      let followed = FollowedRun(
        run, analyzer: analyzer, stalledAge: stalledAge, isNew: walks > 0,
        remembers: departed.removeValue(forKey: ByteKey(run.path)),
        keepsPoints: keepsPoints && runs.count < Self.drawnLimit)
      let place = runs.firstIndex { followed.name < $0.name } ?? runs.count
      runs.insert(followed, at: place)
    case .changed(let run): index(of: run.path).map { runs[$0].follow(run) }
    case .vanished(let path):
      guard let place = index(of: path) else { return }
      let gone = runs.remove(at: place)
      events.append(gone.event(.vanished, at: now))
      if departed.count < Self.memoryLimit { departed[ByteKey(path)] = gone.memory }
    }
  }

  /// The index of the followed run with a path, compared byte for byte.
  private func index(of path: String) -> Int? {
    let key = ByteKey(path)
    return runs.firstIndex { ByteKey($0.path) == key }
  }

  private func isWanted(_ run: Run) -> Bool {
    (wanted.isEmpty || wanted.contains { $0.matches(run) })
      && !unwanted.contains { $0.matches(run) }
  }

  /// Reads new points, one batch per run and turn; true if it stopped before everything was read.
  mutating func read(
    _ session: Session, deliver: (inout [WatchEvent]) throws(CommandError) -> Void
  ) throws(CommandError) -> Bool {
    let end = session.live.uptime() + Self.slice
    if pending.isEmpty { pending = runs }
    var events: [WatchEvent] = []
    var hasRead = false
    while !pending.isEmpty {
      var again: [FollowedRun] = []
      for (place, run) in pending.enumerated() {
        if hasRead, session.live.uptime() >= end {
          pending = again + pending[place...]
          return true
        }
        hasRead = true
        let now = session.now()
        if run.poll(into: &batch, now: now, events: &events) { again.append(run) }
        events += run.checkState(at: now)
        if !events.isEmpty { try deliver(&events) }
      }
      pending = again
    }
    return false
  }
}
