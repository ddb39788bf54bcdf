import Arguments
import EventFiles
import LogDirectories
import Scalars
import TextFormats
import TrainingRuns

/// The runs that a command was asked about, and how to read their points.
struct RunSelection {
  let found: Found
  let runs: [Run]

  /// What could not be listed or inspected.
  var unread: Unread { Unread(found.unreadSentences) }

  /// Prints once which logs have not been fetched, and that archives were not opened.
  func warnOfPointers(in session: Session) {
    for line in FindingProblem.pointers(in: found) { session.warn(line) }
    if let line = FindingProblem.notFiles(in: found) { session.warn(line) }
    if let line = FindingProblem.archives(in: found) { session.warn(line) }
  }

  /// Prints once which logs have not been fetched, and what could not be inspected.
  func warn(in session: Session) {
    warnOfPointers(in: session)
    for line in unread.warnings { session.warn(line) }
  }

  /// Prints that no tag of the runs matches `--tag`, if it is given, and tags with close names.
  func warnOfNoTag(_ arguments: ParsedArguments, in session: Session) {
    let patterns = arguments[Shared.tags]
    guard let first = runs.first, !patterns.isEmpty else { return }
    let tags = RunTags.read(first, options: RunReadOptions()).series.map(\.tag)
    let close = patterns.flatMap { closest(to: $0.text, among: tags) }.prefix(3)
    let wanted = patterns.map { "\"\($0.text)\"" }.joined(separator: ", ")
    session.warn(
      "warning: no tag matches \(wanted)"
        + (close.isEmpty ? "" : "; close: " + close.joined(separator: ", "))
        + " (tfevents tags \(quotedForShell(arguments[Shared.paths])) lists them)")
  }

  /// Finds the runs below the given paths and keeps those selected by `--runs` and `--not-runs`.
  ///
  /// The path `-` means one log on standard input.
  ///
  /// - Parameters:
  ///   - arguments: The command line.
  ///   - paths: The paths, if they are not under their usual name.
  ///   - takesEveryFile: Whether copies and pointers are included, too.
  ///   - session: Has standard input.
  ///
  /// - Throws: a usage error if a path does not exist, nothing was found, no run is left, or
  /// standard input cannot be read.
  init(
    _ arguments: ParsedArguments, paths: [String]? = nil, takesEveryFile: Bool = false,
    in session: Session
  ) throws(CommandError) {
    let paths = paths ?? arguments[Shared.paths]
    if arguments.isSet(Shared.tar) {
      var options = DiscoveryOptions(arguments)
      options.takesEveryFile = takesEveryFile
      try self.init(arguments, try Self.archive(paths, options, session), paths: paths, options)
      return
    }
    guard paths.contains("-") else {
      try self.init(arguments, paths: paths, takesEveryFile: takesEveryFile)
      return
    }
    if paths.count > 1 {
      throw .usage(
        UsageError("- is one log on standard input; it cannot be given with other paths"))
    }
    let bytes: [UInt8]
    do throws(InputError) { bytes = try session.input.readAll() } catch {
      throw .unreadableInput(error)
    }
    if arguments.declares(Shared.tar), bytes.count >= 512, Archive.isTar(bytes) {
      throw .usage(
        UsageError(
          "standard input is an archive, not an event file", hints: ["add --tar to read it"]))
    }
    let source = DiscoveryOptions(arguments).source
    guard source.isStandardInputAlone else {
      self.init(LogDirectory.standardInput(bytes, source: source))
      return
    }
    let points: Found
    do throws(PointRowsError) { points = try LogDirectory.points(bytes) } catch {
      throw .usage(UsageError("standard input: \(error.text)"))
    }
    self.init(points)
  }

  private init(_ found: Found) {
    self.found = found
    runs = found.runs
  }

  /// The same, with the paths given separately.
  init(
    _ arguments: ParsedArguments, paths: [String], takesEveryFile: Bool = false
  ) throws(CommandError) {
    var options = DiscoveryOptions(arguments)
    options.takesEveryFile = takesEveryFile
    if options.source.isStandardInputAlone {
      throw .usage(
        UsageError(
          "--from \(options.source.rawValue) reads standard input: give - as the only path"))
    }
    if takesEveryFile { options.source = .auto }
    try self.init(
      arguments, LogDirectory.find(paths, options: options), paths: paths, options)
  }

  /// The runs in the archive on standard input.
  private static func archive(
    _ paths: [String], _ options: DiscoveryOptions, _ session: Session
  ) throws(CommandError) -> Found {
    if paths != ["-"] {
      throw .usage(
        UsageError(
          "--tar is for an archive on standard input: give - as the only path",
          hints: ["to read an archive file, give its path without --tar"]))
    }
    if options.source.isStandardInputAlone {
      throw .usage(UsageError("--tar and --from \(options.source.rawValue) exclude each other"))
    }
    let input = session.input
    return LogDirectory.findInStream(options: options, room: room(session)) {
      Result { () throws(InputError) in try input.read() }
        .mapError { SystemError(number: $0.code) }
    }
  }

  /// Where the logs of a stream are kept: the first ones in memory, further ones in the folder for
  /// temporary files.
  ///
  /// `/var/tmp` comes before `/tmp`, which is memory on many systems.
  private static func room(_ session: Session) -> StreamRoom {
    let asked = session.environment("TMPDIR").flatMap { $0.isEmpty ? nil : [$0] }
    return StreamRoom(folders: (asked ?? ["/var/tmp", "/tmp"]).map(\.foreignBytes))
  }

  /// The selected runs among those found; if every file is taken, only those that can be checked.
  private init(
    _ arguments: ParsedArguments, _ all: Found, paths: [String], _ options: DiscoveryOptions
  ) throws(CommandError) {
    found = options.takesEveryFile ? all.checkable : all
    if let problem = FindingProblem(found, paths: paths, source: options.source) {
      throw .usage(problem.error)
    }
    let wanted = arguments[Shared.runs]
    let unwanted = arguments[Shared.notRuns]
    runs = found.runs.filter { run in
      (wanted.isEmpty || wanted.contains { $0.matches(run) })
        && !unwanted.contains { $0.matches(run) }
    }
    if runs.isEmpty { throw .usage(FindingProblem.noRunMatches(wanted, among: found.runs)) }
  }
}

extension Pattern {
  /// Whether the pattern chooses a run, by its name or by its path.
  func matches(_ run: Run) -> Bool {
    matches(run.name) || run.path != run.name && matches(run.path)
  }
}

extension DiscoveryOptions {
  /// The options given on the command line.
  init(_ arguments: ParsedArguments) {
    self.init(
      runPerFile: arguments.isSet(Shared.runPerFile),
      source: arguments.declares(Shared.source) ? arguments[Shared.source] : .tensorboard)
    if arguments.declares(Shared.jobs) { threads = threadCount(jobs: arguments[Shared.jobs]) }
  }
}

extension ParsedArguments {
  /// Whether a flag is given; false for commands that do not have it.
  func isSet(_ flag: Arguments.Option<Bool>) -> Bool { declares(flag) && self[flag] }
}

extension ParsedArguments {
  /// The value of an optional option; nil for commands that do not have it.
  func value<Value>(of option: Arguments.Option<Value?>) -> Value? {
    declares(option) ? self[option] : nil
  }

  /// The values of a repeated option; none for commands that do not have it.
  func value<Value>(of option: Arguments.Option<[Value]>) -> [Value] {
    declares(option) ? self[option] : []
  }
}

extension RunReadOptions {
  /// The policy and the tags given on the command line, and whether payloads are checked.
  init(_ arguments: ParsedArguments) {
    let patterns = arguments[Shared.tags]
    self.init(policy: arguments[Shared.overlap])
    if arguments.declares(Shared.verifyPayloads) {
      reading.verifiesPayloads = arguments[Shared.verifyPayloads]
    }
    if !patterns.isEmpty {
      reading.selectsTag = { tag in patterns.contains { $0.matches(tag) } }
    }
  }

  /// Allows several threads to read each large file.
  mutating func useThreads(_ count: Int) { reading.threads = count }
}
