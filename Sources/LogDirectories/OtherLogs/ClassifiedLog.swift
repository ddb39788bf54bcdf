internal import Synchronization
internal import Threads

/// A log of a source other than event files, with what its name and its beginning say.
struct ClassifiedLog: Sendable {
  var log: OtherLog
  /// The first source that reads it; nil if none does.
  var source: LogSource?
  /// Its state; nil if it is no regular file, or is gone.
  var status: FileStatus?
  /// What fetches the log, if there is only a pointer to it.
  var store: LargeFileStore?

  /// Examines a log.
  init(_ log: OtherLog) {
    self.log = log
    source = LogSource.allCases.first {
      !$0.isEventFiles && !$0.isStandardInputAlone && (!$0.isOnlyAsked || log.isGiven)
        && $0.reads(log.path)
    }
    guard source != nil, let status = try? log.path.status(), status.kind == .file else { return }
    self.status = status
    store = LargeFileStore(at: log.path, size: status.size)
  }
}

/// Logs that several threads examine, each of them once: on a slow file system each takes several
/// waits.
final class ClassifiedLogs: Sendable {
  /// How many logs are examined before it is decided anew how many threads to use.
  private static let most = 512
  private static let mostThreads = 128
  /// For fewer it does not pay to wake threads.
  private static let fewest = 16

  private let logs: ArraySlice<OtherLog>
  private let tally: WaitTally
  private let next: Atomic<Int>
  private let found: Mutex<[ClassifiedLog?]>

  private init(_ logs: ArraySlice<OtherLog>, _ tally: WaitTally) {
    self.logs = logs
    self.tally = tally
    next = Atomic(logs.startIndex)
    found = Mutex(Array(repeating: nil, count: logs.count))
  }

  /// Examines all logs, on `threads` threads or, if that is mostly waiting, on more.
  ///
  /// - Returns: The logs in their order.
  static func all(_ logs: [OtherLog], threads: Int) -> [ClassifiedLog] {
    let tally = WaitTally()
    var classified: [ClassifiedLog] = []
    classified.reserveCapacity(logs.count)
    while classified.count < logs.count {
      let width = tally.threads(keepingBusy: threads, atMost: mostThreads, after: 1)
      let left = logs[classified.count...]
      if width < 2 || left.count < (width > threads ? 2 : fewest) || classified.isEmpty {
        classified += left.prefix(fewest).map { log in tally.measure { ClassifiedLog(log) } }
        continue
      }
      let part = ClassifiedLogs(left.prefix(most), tally)
      let team = ThreadTeam(min(width, part.logs.count) - 1) { part.work() }
      part.work()
      team.join()
      classified += part.found.withLock { $0.compactMap { $0 } }
    }
    return classified
  }

  private func work() {
    while true {
      let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if place >= logs.endIndex { return }
      let log = logs[place]
      let one = tally.measure { ClassifiedLog(log) }
      found.withLock { $0[place - logs.startIndex] = one }
    }
  }
}
