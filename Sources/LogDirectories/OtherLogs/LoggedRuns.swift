import TextFormats

/// What a log says about its run.
struct LoggedRun {
  /// The logger's name for it, such as `3k2x9f0a`.
  var id: String
  /// The name that people gave it; may be empty.
  var name: String
  /// The name of its group, such as an experiment; may be empty.
  var group = ""
  /// When it began, in seconds since the Unix epoch.
  var start: Double?
  /// The folder that it writes its checkpoints to, as its settings name it.
  var output: String?
  /// Whether the log contains points of it.
  var hasPoints = true
}

/// Names runs by what their logs say, and joins those that were resumed.
struct LoggedRuns {
  private let source: LogSource
  private let identify: @Sendable (LogFile) -> LoggedRun
  private var known: [LogPath: LoggedRun] = [:]

  /// Nil for sources whose logs do not say.
  init?(_ source: LogSource) {
    guard let identify = source.identify else { return nil }
    self.source = source
    self.identify = identify
  }

  /// The runs, with names as paths: the name that people gave if it is unique, else the logger's.
  ///
  /// Directories beside each other with the same id are one run that was resumed: its files in
  /// their order.
  mutating func named(_ runs: [LogicalRun]) -> [LogicalRun] {
    var joined: [LogicalRun] = []
    var logged: [LoggedRun] = []
    var places: [LogPath: Int] = [:]
    for run in runs {
      guard let file = run.members.first?.files.first else { continue }
      let facts = facts(of: file)
      if file.part != nil || source.parts != nil {
        joined.append(run)
        logged.append(facts)
        continue
      }
      let key = run.directory.parent.appending(Array(facts.id.utf8))
      if !facts.id.isEmpty, let place = places[key] {
        joined[place].members[0].files += run.members[0].files
        joined[place].members[0].isWholeDirectory = false
        continue
      }
      places[key] = joined.count
      joined.append(run)
      logged.append(facts)
    }
    var counts: [LogPath: Int] = [:]
    let paths = zip(joined, logged).map { path(of: $0, named: $1.name, in: $1.group) }
    for path in paths { counts[path, default: 0] += 1 }
    for place in joined.indices {
      let isOwn = !logged[place].name.isEmpty && counts[paths[place]] == 1
      joined[place].path =
        isOwn
        ? paths[place]
        : path(of: joined[place], named: logged[place].id, in: logged[place].group)
    }
    return joined
  }

  private mutating func facts(of file: LogFile) -> LoggedRun {
    if file.part != nil { return identify(file) }
    if let facts = known[file.path] { return facts }
    let facts = identify(file)
    known[file.path] = facts
    return facts
  }

  /// The path that names a run: without the logger's folder, which has no meaning.
  private func path(of run: LogicalRun, named name: String, in group: String) -> LogPath {
    if name.isEmpty { return run.directory }
    let home = Self.home(of: run, source)
    return (group.isEmpty ? home : home.appending(Array(group.utf8))).appending(Array(name.utf8))
  }

  /// The folder in which the logger created its own folder.
  static func home(of run: LogicalRun, _ source: LogSource) -> LogPath {
    if source.parts != nil { return run.directory }
    let parent = run.directory.parent
    // MLflow has a folder for the experiment in between.
    return [parent, parent.parent].first { $0.lastComponent.bytes == source.folder }?.parent
      ?? parent
  }

  /// The runs of trainings without event files.
  ///
  /// The others are added to `ignored`: they are second logs of trainings whose event files are
  /// read.
  mutating func newOnes(
    _ runs: [LogicalRun], beside trainings: inout KnownTrainings, ignored: inout [Ignored]
  ) -> [LogicalRun] {
    var new: [LogicalRun] = []
    for run in runs {
      guard let file = run.members.first?.files.first, let start = facts(of: file).start,
        let other = trainings.take(below: Self.home(of: run, source), begunAt: start)
      else {
        new.append(run)
        continue
      }
      ignored.append(Ignored(path: file.path, reason: .sameTraining(as: other)))
    }
    return new
  }
}

extension LoggedRuns {
  /// Joins runs with the trainer states of the same trainings: those in the folder that a run
  /// writes to.
  ///
  /// The log says more, such as times and settings; if it has no point yet, the states are read.
  ///
  /// - Parameters:
  ///   - runs: The runs; those of which the states are read are taken out.
  ///   - states: The runs that were found by their states; those whose log is read are taken out.
  ///   - ignored: What was taken out.
  mutating func join(
    _ runs: inout [LogicalRun], with states: inout [LogicalRun], ignored: inout [Ignored]
  ) {
    runs.removeAll { run in
      guard let file = run.members.first?.files.first,
        let place = states.firstIndex(where: { isOutput($0.directory, of: run, file) })
      else { return false }
      let hasPoints = facts(of: file).hasPoints
      let (kept, dropped) = hasPoints ? (run, states[place]) : (states[place], run)
      for other in dropped.members.flatMap(\.files) {
        ignored.append(Ignored(path: other.path, reason: .sameTraining(as: kept.directory)))
      }
      if hasPoints { states.remove(at: place) }
      return !hasPoints
    }
  }

  /// Whether a directory is the one that a run writes to, also where all was copied to another
  /// place.
  private mutating func isOutput(
    _ directory: LogPath, of run: LogicalRun, _ file: LogFile
  ) -> Bool {
    let home = Self.home(of: run, source)
    guard directory.isBelow(home), let output = facts(of: file).output.map({ LogPath($0) }) else {
      return false
    }
    return directory == home || directory.lastComponent == output.lastComponent
  }
}

/// The trainings whose event files were found; each may have one log of another logger, too.
struct KnownTrainings {
  /// The event files of a training may begin this long before (`earliest`) or after (`latest`) its
  /// log by another logger, in seconds.
  private static let earliest = -60.0
  private static let latest = 1800.0

  private var trainings: [(directory: LogPath, start: Double, isTaken: Bool)] = []

  init(_ runs: [LogicalRun]) {
    trainings = runs.compactMap { run in
      let files = run.members.flatMap(\.files)
      guard
        let start = files.compactMap({ EventFileName.timestamp($0.path.lastComponent.bytes) }).min()
      else { return nil }
      return (run.directory, Double(start), false)
    }
  }

  /// The directory of the training below a folder that began nearest to that time; nil if none is
  /// near enough.
  ///
  /// Each is returned only once.
  mutating func take(below folder: LogPath, begunAt start: Double) -> LogPath? {
    let near = trainings.indices.filter {
      let later = trainings[$0].start - start
      return !trainings[$0].isTaken && (Self.earliest...Self.latest).contains(later)
        && trainings[$0].directory.isBelow(folder)
    }
    guard
      let place = near.min(by: {
        abs(trainings[$0].start - start) < abs(trainings[$1].start - start)
      })
    else { return nil }
    trainings[place].isTaken = true
    return trainings[place].directory
  }
}

extension LogSource {
  /// What is known about one of the runs in a file.
  static func identify(part file: LogFile) -> LoggedRun {
    LoggedRun(
      id: file.part?.id ?? "", name: file.part?.name ?? "", group: file.part?.group ?? "",
      start: file.part?.start)
  }
}
