/// A file whose name may be that of a log of a source other than event files.
struct OtherLog: Sendable {
  var path: LogPath
  /// The index of the given path below which it was found.
  var root: Int
  /// Whether the file itself was given.
  var isGiven = false
}

/// The trainings without event files, found by other loggers' logs.
struct OtherRuns {
  /// The directories of known trainings, and all directories above one.
  private var taken: Set<LogPath> = []
  private var above: Set<LogPath> = []

  /// The runs of `logs` that are not among the runs in `known`; each file has its source.
  ///
  /// A directory is one run, of the first source that reads a log in it. A log above or below the
  /// event files of a run belongs to the same training.
  static func find(
    _ logs: [OtherLog], roots: [LogPath], beside known: [LogicalRun], threads: Int,
    ignored: inout [Ignored]
  ) -> [LogicalRun] {
    if logs.isEmpty { return [] }
    var runs = OtherRuns()
    var trainings = KnownTrainings(known)
    for run in known {
      for member in run.members { runs.take(member.directory) }
      runs.take(run.directory)
    }
    // A file with many runs may be anywhere: each of its runs is examined by itself.
    let wanted = logs.filter { !runs.isKnown($0.path.parent) || LogSource.mayHoldMany($0.path) }
    let classified = ClassifiedLog.all(wanted, threads: threads)
    for log in classified {
      guard let store = log.store else { continue }
      ignored.append(Ignored(path: log.log.path, reason: .pointer(store)))
    }
    let all = classified.filter { $0.store == nil }
    let others = all.filter { !runs.isKnown($0.log.path.parent) }
    var found: [LogicalRun] = []
    // Runs of trainer states: found first, and joined with other logs of the same trainings later.
    var states: [LogicalRun] = []
    for source in LogSource.allCases where !source.isEventFiles && !source.isStandardInputAlone {
      let holdsMany = source.parts != nil
      let directories = source.choose(directories(holdsMany ? all : others, source), roots)
      var new = source.runs(of: directories.filter { holdsMany || !runs.isKnown($0.path) })
      if !holdsMany { for run in new { runs.others.insert(run.directory) } }
      if var logged = LoggedRuns(source) {
        new = logged.newOnes(new, beside: &trainings, ignored: &ignored)
        logged.join(&new, with: &states, ignored: &ignored)
        new = logged.named(new)
      }
      if source == .hf { states = new } else { found += new }
    }
    return found + states
  }

  /// Every log in `logs` by the first source that reads it, whatever else is known about its
  /// training.
  static func all(_ logs: [OtherLog], threads: Int) -> [LogicalRun] {
    let classified = ClassifiedLog.all(logs, threads: threads)
    return LogSource.allCases.flatMap { source in
      LogicalRuns.unfolded(directories(classified, source))
    }
  }

  /// The directories of runs that were found by other logs: a log below them is another run.
  private var others: Set<LogPath> = []

  private mutating func take(_ directory: LogPath) {
    if taken.insert(directory).inserted { above.insertDirectories(above: directory) }
  }

  private func isKnown(_ directory: LogPath) -> Bool {
    if above.contains(directory) || others.contains(directory) { return true }
    var path = directory
    while !taken.contains(path) {
      guard let above = path.directoryAbove else { return false }
      path = above
    }
    return true
  }

  /// The directories with logs of a source, as a walk for that source would find them.
  private static func directories(
    _ logs: [ClassifiedLog], _ source: LogSource
  ) -> [RunDirectory] {
    var directories: [RunDirectory] = []
    var places: [LogPath: Int] = [:]
    for one in logs where one.source == source {
      guard let status = one.status else { continue }
      let log = one.log
      let path = log.path.parent
      let place = places[path, default: directories.count]
      if place == directories.count {
        places[path] = place
        directories.append(RunDirectory(path: path, root: log.root, isWhole: !log.isGiven))
      }
      directories[place].files.append(
        LogFile(
          path: log.path, size: status.size, modified: status.modified, identity: status.identity,
          source: source))
    }
    return directories
  }
}
