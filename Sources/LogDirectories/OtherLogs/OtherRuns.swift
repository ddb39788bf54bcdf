/// A file whose name may be that of a log of a source other than event files.
struct OtherLog {
  var path: LogPath
  /// The index of the given path below which it was found.
  var root: Int
  /// Whether the file itself was given.
  var isGiven = false
}

/// The trainings without event files, found by other loggers' logs.
struct OtherRuns {
  private let roots: [LogPath]
  /// The directories of known trainings, and all directories above one.
  private var taken: Set<LogPath> = []
  private var above: Set<LogPath> = []
  /// Pointers in place of logs, and what fetches these.
  private var pointers: [LogPath: LargeFileStore] = [:]
  /// Files that may hold many runs, but whose runs are unknown: the first source reports why.
  private var unclear: Set<LogPath> = []

  /// The runs of `logs` that are not among the runs in `known`; each file has its source.
  ///
  /// A directory is one run, of the first source that reads a log in it. A log above or below the
  /// event files of a run belongs to the same training.
  static func find(
    _ logs: [OtherLog], roots: [LogPath], beside known: [LogicalRun], ignored: inout [Ignored]
  ) -> [LogicalRun] {
    var runs = OtherRuns(roots: roots)
    var trainings = KnownTrainings(known)
    for run in known {
      for member in run.members { runs.take(member.directory) }
      runs.take(run.directory)
    }
    let others = logs.filter { !runs.isKnown($0.path.parent) }
    var found: [LogicalRun] = []
    // Found first, and known to other logs of the same trainings.
    var states: [LogicalRun] = []
    for source in LogSource.allCases where !source.isEventFiles && !source.isStandardInputAlone {
      // A file with many runs may be anywhere: each of its runs is examined by itself.
      let holdsMany = source.parts != nil
      let named = runs.directoriesWithoutPointers(holdsMany ? logs : others, source)
      let directories = source.choose(named, roots)
      var new = source.runs(of: directories.filter { holdsMany || !runs.isKnown($0.path) })
      if !holdsMany {
        for run in new { runs.others.insert(run.directory) }
      } else {
        let files = new.flatMap { $0.members.flatMap(\.files) }
        runs.unclear.formUnion(files.filter { $0.part == nil }.map(\.path))
      }
      if var logged = LoggedRuns(source) {
        new = logged.newOnes(new, beside: &trainings, ignored: &ignored)
        logged.join(&new, with: &states, ignored: &ignored)
        new = logged.named(new)
      }
      if source == .hf { states = new } else { found += new }
    }
    for log in logs {
      guard let store = runs.pointers.removeValue(forKey: log.path) else { continue }
      ignored.append(Ignored(path: log.path, reason: .pointer(store)))
    }
    return found + states
  }

  /// Every log in `logs` by the first source that reads it, whatever else is known about its
  /// training.
  static func all(_ logs: [OtherLog], roots: [LogPath]) -> [LogicalRun] {
    let runs = OtherRuns(roots: roots)
    var read: Set<LogPath> = []
    var found: [LogicalRun] = []
    for source in LogSource.allCases where !source.isEventFiles && !source.isStandardInputAlone {
      let directories = runs.directories(logs.filter { !read.contains($0.path) }, source)
      for directory in directories { read.formUnion(directory.files.map(\.path)) }
      found += LogicalRuns.unfolded(directories)
    }
    return found
  }

  /// The directories of runs that were found by other logs: a log below them is another run.
  private var others: Set<LogPath> = []

  private init(roots: [LogPath]) { self.roots = roots }

  private mutating func take(_ directory: LogPath) {
    if !taken.insert(directory).inserted { return }
    var path = directory
    while path.parent.bytes.count < path.bytes.count {
      path = path.parent
      if !above.insert(path).inserted { return }
    }
  }

  private func isKnown(_ directory: LogPath) -> Bool {
    if above.contains(directory) || others.contains(directory) { return true }
    var path = directory
    while true {
      if taken.contains(path) { return true }
      let next = path.parent
      if next.bytes.count >= path.bytes.count { return false }
      path = next
    }
  }

  /// The directories with logs of a source that are here; what is only a pointer to one is noted.
  private mutating func directoriesWithoutPointers(
    _ logs: [OtherLog], _ source: LogSource
  ) -> [RunDirectory] {
    let known = logs.filter { log in
      // Whether any table is a log is found by opening it; the table of a known run need not be.
      if source.isRunAFile, others.contains(log.path.parent) { return false }
      return pointers[log.path] == nil && !unclear.contains(log.path)
    }
    var directories = directories(known, source)
    for index in directories.indices {
      directories[index].files.removeAll { file in
        guard let store = file.keptBy else { return false }
        pointers[file.path] = store
        return true
      }
    }
    return directories.filter { !$0.files.isEmpty }
  }

  /// The directories with logs of a source, as a walk that looks for these finds them.
  private func directories(_ logs: [OtherLog], _ source: LogSource) -> [RunDirectory] {
    var directories: [RunDirectory] = []
    var places: [LogPath: Int] = [:]
    for log in logs
    where (!source.isOnlyAsked || log.isGiven) && source.reads(log.path) {
      guard let status = try? log.path.status(), status.kind == .file else { continue }
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
