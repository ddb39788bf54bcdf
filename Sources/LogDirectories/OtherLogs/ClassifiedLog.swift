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

extension ClassifiedLog {
  /// Examines all logs: on a slow file system each takes several waits.
  ///
  /// - Returns: The logs in their order.
  static func all(_ logs: [OtherLog], threads: Int) -> [ClassifiedLog] {
    let looks = ParallelLooks(threads: threads)
    var classified: [ClassifiedLog] = []
    classified.reserveCapacity(logs.count)
    while classified.count < logs.count {
      let left = logs[classified.count...]
      // The first few show whether looking is slow.
      let width = classified.isEmpty ? 1 : looks.width(for: left.count)
      classified +=
        width < 2
        ? left.prefix(ParallelLooks.fewest).map { log in looks.look { ClassifiedLog(log) } }
        : looks.look(at: Array(left.prefix(looks.most)), width: width) { ClassifiedLog($0) }
    }
    return classified
  }
}
