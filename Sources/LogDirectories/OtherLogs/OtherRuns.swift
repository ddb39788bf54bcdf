/// A file that may be the log of another source than event files, by its name.
struct OtherLog {
  var path: LogPath
  /// Which of the given paths it was found below.
  var root: Int
  /// Whether it was given by itself.
  var isGiven = false
}

/// The trainings of which no event files were found, by the other logs that they left.
struct OtherRuns {
  private let roots: [LogPath]
  /// The directories of trainings that are known already, and all that are above one.
  private var taken: Set<LogPath> = []
  private var above: Set<LogPath> = []

  /// The runs of `logs` that are not among the runs `known`, of which each file has its source.
  ///
  /// A directory is one run, that of the first source that reads a log there. What stands above or below
  /// the event files of a run is the same training.
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
      // A file of many runs stands where it likes: each of its runs is looked at by itself.
      let holdsMany = source.parts != nil
      let directories = source.choose(runs.directories(holdsMany ? logs : others, source), roots)
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

  /// Every log of `logs` by the first source that reads it, whatever else is known of its training.
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

  /// The directories of runs that were found by other logs: of these, what is below is another run.
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

  /// The directories that hold logs of a source, as a walk that looks for them finds them.
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
