public import Convergence

/// Everything that is said of one run, whatever the format: the value behind all reports.
public struct RunReport: Sendable {
  /// The run's name: its path below the log directory.
  public var run: String
  /// By what the run was judged, and how that was chosen.
  public var metric: MetricChoice?
  /// The verdict with its evidence; `nil` where the run could not be judged at all.
  public var judgement: Judgement?
  /// Why there is no judgement: an unreadable run, or one without a series to judge.
  public var error: String?
  /// The judged series and those beside it, to be drawn small.
  public var curves: [Curve] = []
  /// The checkpoint that belongs to the best step.
  public var checkpoint: Checkpoint?
  /// What the run was started with, by name, as text.
  public var hyperparameters: [(name: String, value: String)] = []
  /// The peak of the learning rate, where it was logged.
  public var peakLearningRate: Double?
  /// What each scalar tag of the run came to, in the order met.
  public var tags: [TagFacts] = []
  /// What the files and the options were, so that a later scan can tell whether anything changed.
  public var signature: String?
  /// What happened to the files while they were read.
  public var reading = ReadingFacts()
  /// The names of the event files, relative to the log directory.
  public var files: [String] = []
  /// Jobs that began again from an earlier step, in order.
  public var restarts: [RestartFacts] = []
  /// What the user should be told of the files beside the answer, a line each.
  public var warnings: [String] = []
  /// The run was written by several jobs at once.
  public var hasConcurrentWriters = false
  /// Files begin again and again at the first step: they may be experiments of their own.
  public var looksLikeTrials = false
  /// The steps were all the same, so that the points are numbered in their order.
  public var numbersPoints = false
  /// Levels the user expects, and whether they are met.
  public var expectations: [ExpectationOutcome] = []
  /// What the usual rules would have done, where the user asked.
  public var rules: [RuleOutcome] = []

  /// Creates the report of a run, to be filled in.
  public init(run: String) { self.run = run }

  /// The verdict as one word for data; `error` where there is none.
  public var verdictName: String { judgement?.verdict.dataName ?? "error" }
}

/// A job that began again from an earlier step.
public struct RestartFacts: Sendable, Hashable {
  /// The first step that was written again, or the first step of the new job.
  public var step: Int64
  /// The highest step that the earlier job had reached.
  public var reachedStep: Int64
  /// The points that the new job replaced.
  public var supersededPoints: Int64
  /// The new job counted its steps from the beginning and yet went on at the level reached before.
  public var continuesLevel: Bool

  /// Creates facts about a restart.
  public init(
    step: Int64, reachedStep: Int64, supersededPoints: Int64, continuesLevel: Bool = false
  ) {
    self.continuesLevel = continuesLevel
    self.step = step
    self.reachedStep = reachedStep
    self.supersededPoints = supersededPoints
  }
}

/// What one series came to, in three numbers.
public struct TagFacts: Sendable, Hashable {
  /// The tag, with the member's name before it where there is one.
  public var name: String
  /// The last value; NaN and infinities are data.
  public var last: Double
  /// The least finite value; nil where there is none.
  public var minimum: Double?
  /// The greatest finite value.
  public var maximum: Double?

  /// Creates facts about a series.
  public init(name: String, last: Double, minimum: Double?, maximum: Double?) {
    self.name = name
    self.last = last
    self.minimum = minimum
    self.maximum = maximum
  }
}

/// By which series a run was judged.
public struct MetricChoice: Sendable, Hashable {
  /// The tag that was judged, such as `eval/loss`.
  public var name: String
  /// The training series it was paired with.
  public var paired: String?
  /// Which way is better.
  public var direction: Direction
  /// Whether the metric's name does not tell the direction, so that the way it went had to.
  public var directionIsGuessed: Bool
  /// Whether the user named the metric.
  public var isChosenByUser: Bool

  /// Creates a choice.
  public init(
    name: String, paired: String?, direction: Direction, directionIsGuessed: Bool = false,
    isChosenByUser: Bool = false
  ) {
    self.name = name
    self.paired = paired
    self.direction = direction
    self.directionIsGuessed = directionIsGuessed
    self.isChosenByUser = isChosenByUser
  }
}

/// A series beside the verdict, in the few numbers that a small drawing needs.
public struct Curve: Sendable {
  /// The series' tag.
  public var name: String
  /// Its blocks.
  public var shape: SeriesShape
  /// The value at the judged series' best step, or the closest before it.
  public var atBest: Double?
  /// The value now.
  public var now: Double?

  /// Creates a curve.
  public init(name: String, shape: SeriesShape, atBest: Double?, now: Double?) {
    self.name = name
    self.shape = shape
    self.atBest = atBest
    self.now = now
  }
}

/// A checkpoint as its trainer names it.
public struct Checkpoint: Sendable, Hashable {
  /// Its name, such as `checkpoint-2400`.
  public var name: String
  /// The step it holds.
  public var step: Int64

  /// Creates a checkpoint.
  public init(name: String, step: Int64) {
    self.name = name
    self.step = step
  }
}

/// What happened to a run's files while they were read.
public struct ReadingFacts: Sendable, Hashable {
  /// The bytes that were read.
  public var bytes: Int64 = 0
  /// The scalar points of all tags.
  public var points: Int64 = 0
  /// Records that were damaged and skipped.
  public var damagedRecords: Int64 = 0
  /// Files that could not be opened or read on.
  public var unreadableFiles = 0
  /// Points that a restart replaced.
  public var supersededPoints: Int64 = 0
  /// Points that repeated the one before to the last bit; counted once.
  public var duplicatePoints: Int64 = 0
  /// Wall time of the first event, in seconds since the Unix epoch.
  public var firstWallTime: Double?
  /// Wall time of the last event, in seconds since the Unix epoch.
  public var lastWallTime: Double?

  /// Creates facts about nothing read yet.
  public init() {}
}
