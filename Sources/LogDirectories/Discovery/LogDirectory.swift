import TextFormats

/// Finds runs below log directories.
public enum LogDirectory {
  /// Finds the runs below `paths`: directories, archives, or single event files.
  ///
  /// An event file is a regular file, or a link to one, with `tfevents` in its name that does not
  /// end in `.profile-empty`; a file that is given itself may have any name. A tar or zip archive
  /// that is given is treated as a directory; other archives are counted and not opened. Links are
  /// followed, but each directory and each file is read once. Nothing stops the search: what cannot
  /// be used is listed with its reason. Costs one listing per directory and one `stat` per event
  /// file.
  public static func find(
    _ paths: [String], options: DiscoveryOptions = DiscoveryOptions()
  ) -> Found {
    find(paths.map { LogPath($0) }, options: options)
  }

  /// Finds the runs below `paths`, given byte for byte.
  public static func find(
    _ paths: [LogPath], options: DiscoveryOptions = DiscoveryOptions()
  ) -> Found {
    var opened = OpenedArchives()
    let given = paths.map { opened.path(withoutTrailingSlashes($0)) }
    return find(given, opened, options: options)
  }

  /// The same, with the archives among the paths opened.
  static func find(
    _ paths: [LogPath], _ opened: OpenedArchives, options: DiscoveryOptions
  ) -> Found {
    var unique: [LogPath] = []
    for path in paths where !unique.contains(path) { unique.append(path) }
    let walk = DirectoryWalk(
      unique, source: options.source.isAutomatic ? .tensorboard : options.source,
      threads: options.threads,
      takesEveryFile: options.takesEveryFile, notesOthers: options.source.isAutomatic)
    var found = walk.found
    let directories = options.source.choose(walk.directories, unique)
    var logical =
      options.source.isEventFiles && options.foldsMembers
      ? LogicalRuns.fold(directories, tags: firstTags) : LogicalRuns.unfolded(directories)
    // Before other logs are looked for: a run hides those below it.
    if !options.takesEveryFile { leaveOutBareParents(&logical) }
    if options.source.isAutomatic {
      logical +=
        options.takesEveryFile
        ? OtherRuns.all(walk.others, threads: options.threads)
        : OtherRuns.find(
          walk.others, roots: unique, beside: logical, threads: options.threads,
          ignored: &found.ignored)
    } else if var logged = LoggedRuns(options.source) {
      logical = logged.named(options.source.runs(of: directories))
    }
    found.runs = runs(logical, roots: unique, options: options)
    if found.runs.isEmpty { found.otherLogs = walk.countOthers(beside: options.source) }
    tellUnlisted(&found)
    found.ignored += opened.problems
    for number in found.runs.indices where opened.hasProblems(found.runs[number].directory) {
      found.runs[number].mayLackFiles = true
    }
    return found
  }

  /// Leaves out the runs above others that hold nothing themselves.
  private static func leaveOutBareParents(_ runs: inout [LogicalRun]) {
    var above: Set<LogPath> = []
    var last: LogPath?
    for run in runs {
      let parent = run.directory.directoryAbove
      // Usually many runs in a row lie beside each other.
      if parent != last { above.insertDirectories(above: run.directory) }
      last = parent
    }
    runs.removeAll { above.contains($0.directory) && $0.isBare }
  }

  /// Notes for each run which directories directly below its own could not be listed: they may
  /// belong to it.
  private static func tellUnlisted(_ found: inout Found) {
    let unread = found.unread
    if unread.isEmpty { return }
    let parents = Dictionary(grouping: unread, by: \.path.parent)
    for number in found.runs.indices {
      let run = found.runs[number]
      let own = Set([run.directory] + run.members.map(\.directory))
      found.runs[number].unlisted = own.flatMap { parents[$0] ?? [] }
    }
  }

  private static func runs(
    _ logical: [LogicalRun], roots: [LogPath], options: DiscoveryOptions
  ) -> [Run] {
    // A file that is given itself belongs to the run of its directory.
    let tops = Self.tops(logical, roots: roots)
    var counts = Array(repeating: 0, count: roots.count)
    for run in logical { counts[tops.numbers[run.root]] += 1 }
    var names = RunNames(roots: tops.paths)
    let ordered = logical.sorted {
      let (a, b) = (tops.numbers[$0.root], tops.numbers[$1.root])
      return a == b ? naturallyPrecedes($0.path.bytes, $1.path.bytes) : a < b
    }
    var runs = ordered.map { run in
      let top = tops.numbers[run.root]
      return Run(
        path: names.name(for: run.path, root: top, isOnlyOne: counts[top] == 1),
        directory: run.directory, members: run.members, sight: run.sight,
        depth: CheckpointPlaces.depth(of: run.directory, below: roots[run.root]))
    }
    // If each file is a run, the run is named by the file's path.
    if !options.runPerFile {
      let root = names.prefix(ofRoot: 0)
      let short = ShortRunNames.names(for: runs.map(\.path)) { _ in root }
      for (number, name) in short.enumerated() { runs[number].name = name }
    }
    let isOnlyOne = runs.count == 1
    return runs.flatMap { run in
      options.runPerFile || run.isRunAFile ? onePerFile(run, isOnlyOne: isOnlyOne) : [run]
    }
  }

  /// The paths below which runs are named, and for each given path the index of its own.
  private static func tops(
    _ logical: [LogicalRun], roots: [LogPath]
  ) -> (paths: [LogPath], numbers: [Int]) {
    var files: [Int: LogPath] = [:]
    for run in logical {
      for member in run.members where member.files.contains(where: { $0.path == roots[run.root] }) {
        files[run.root] = member.directory
      }
    }
    var paths: [LogPath] = []
    let numbers = roots.indices.map { index in
      let top = files[index] ?? roots[index]
      if let number = paths.firstIndex(of: top) { return number }
      paths.append(top)
      return paths.count - 1
    }
    return (paths, numbers)
  }

  /// One run per file; the only file of a run does not name the run, unless that file was the path
  /// given.
  private static func onePerFile(_ run: Run, isOnlyOne: Bool) -> [Run] {
    let isGiven = run.isRunAFile && run.members.first?.isWholeDirectory == false
    if run.fileCount == 1, !isGiven { return [run] }
    let top = isGiven && isOnlyOne && run.fileCount == 1 ? "" : run.path
    return run.members.flatMap { member in
      member.files.map { file in
        var alone = member
        alone.files = [file]
        if file != member.files.first { alone.copies = [] }
        alone.isWholeDirectory = false
        let parts = [top, member.name, file.path.lastComponent.description]
        return Run(
          path: parts.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/"),
          directory: member.directory, members: [alone],
          sight: member.directory == run.directory ? run.sight : DirectorySight(),
          depth: run.depth)
      }
    }
  }

  private static func withoutTrailingSlashes(_ path: LogPath) -> LogPath {
    var bytes = path.bytes
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return LogPath(bytes: bytes, archive: path.archive)
  }
}
