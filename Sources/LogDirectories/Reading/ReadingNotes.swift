public import EventFiles
public import Scalars

/// What was learned about a run while reading it, besides its points.
public struct ReadingNotes: Sendable {
  /// The report on each file, in the order of `Run.members` and their files.
  public internal(set) var files: [FileReport] = []
  /// Restarts of the job, in the order of the files; at most `restartLimit` are kept.
  public internal(set) var restarts: [Restart] = []
  /// The number of all restarts.
  public internal(set) var restartCount = 0
  /// The number of points that a restart replaced, over all series.
  public internal(set) var superseded = 0
  /// The number of points that are bit-identical to the point before them, over all series; only
  /// the first is kept.
  public internal(set) var duplicates = 0
  /// Sets of files that were written at the same time; their points are merged by wall time.
  public internal(set) var concurrentFiles: [[LogPath]] = []
  /// How many later files begin again at the very first step: three or more look like trials.
  public internal(set) var filesFromFirstStep = 0
  /// Whether the order of the names and the order of the first wall times differ.
  public internal(set) var fileOrderIsDoubtful = false
  /// How often steps were shifted so that a repeated part continues (the policy `append`).
  public internal(set) var shifts = 0
  /// Settings of the run, if it logged them; of a setting logged twice, the later value.
  public internal(set) var hyperparameters = NamedValues<Hyperparameter>()

  /// Directories that may belong to the run but could not be listed.
  public internal(set) var unlisted: [Ignored] = []
  /// Files that were not read, because others hold the same.
  public internal(set) var copies: [LogCopy] = []

  /// Creates empty notes.
  public init() {}

  /// How many restarts are kept one by one.
  public static let restartLimit = 1_000

  /// Whether the log says, as its last statement about it, that the run ended well; only some
  /// loggers write that.
  public var hasEnded: Bool { files.last?.outcome.hasEnded == true }

  /// Whether the directory seems to hold several trials: with `DiscoveryOptions.runPerFile` they
  /// become separate runs.
  public var looksLikeTrials: Bool { filesFromFirstStep > 2 }
}

/// The report on one file.
public struct FileReport: Sendable {
  /// The file.
  public let file: LogFile
  /// The result of reading it: records, damage, wall times.
  public internal(set) var outcome = FileOutcome()
  /// Why it could not be read, or not to its end; nil if it could.
  public internal(set) var failure: EventFileError?
}

extension ReadingNotes {
  /// Adds the results of the resume rule for a member whose files were read in the order of
  /// `files`.
  mutating func add(_ rule: ResumeRule, member: Int, files: [LogFile]) {
    restartCount += rule.restarts.count
    fileOrderIsDoubtful = fileOrderIsDoubtful || rule.fileOrderIsDoubtful
    filesFromFirstStep = max(filesFromFirstStep, rule.filesFromFirstStep)
    for group in rule.plan.groups where group.count > 1 {
      concurrentFiles.append(group.map { files[$0].path })
    }
    for found in rule.restarts.prefix(Self.restartLimit - restarts.count) {
      restarts.append(
        Restart(
          cause: found.cause, step: found.step, reached: found.reached, wallTime: found.wallTime,
          member: member, file: files[found.file].path, row: found.row, offset: found.offset,
          tags: found.tags, continuesLevel: found.continuesLevel))
    }
  }
}

extension ReadingNotes {
  /// Adds how the steps of a member were shifted.
  mutating func describe(_ shifter: StepShifter, member: Int, files: [LogFile]) {
    shifts += shifter.shiftsWithin + shifter.beginnings.count { $0.shift != 0 }
    for beginning in shifter.beginnings.prefix(max(0, Self.restartLimit - restarts.count)) {
      let segment = beginning.segment
      restarts.append(
        Restart(
          cause: .continued, step: beginning.step, reached: beginning.step,
          wallTime: segment.wallTime, member: member, file: files[segment.file].path,
          row: segment.row, offset: segment.offset, tags: nil))
    }
    restartCount = restarts.count
    // If they were put one after another, they are not trials.
    if shifts > 0 { filesFromFirstStep = 0 }
  }
}
