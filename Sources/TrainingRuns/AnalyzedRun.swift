public import Convergence
package import LogDirectories
import TextFormats

/// An analyzed run: everything that a report can show of it, in any format.
///
/// Made by `RunAnalyzer`. Every number in its sentences is found in its judgement.
public struct AnalyzedRun: Sendable {
  /// The run's name.
  public var run: String
  /// Its path below the log directory, which is different for every run.
  public var path: String
  /// The series by which the run was judged, and how it was chosen.
  public var metric: MetricChoice?
  /// The verdict with its evidence; `nil` if the run could not be judged.
  public var judgement: Judgement?
  /// What could not be read of the run, and why: one sentence each.
  public var unread: [String] = []
  /// Why there is no judgement: an unreadable run, or one without a series to judge.
  public var error: String?
  /// The judged series and those beside it, for small drawings.
  public var curves: [Curve] = []
  /// The checkpoint on disk that belongs to the best step, is as good, or lies nearest to it.
  public var checkpoint: BestCheckpoint?
  /// The hyperparameters of the run, by name, as text.
  public var hyperparameters: [(name: String, value: String)] = []
  /// The peak of the learning rate, if it was logged.
  public var peakLearningRate: Double?
  /// A summary of each scalar tag of the run, in the order in which the tags were met.
  public var tags: [SeriesSummary] = []
  /// A fingerprint of the files and options, so that a later scan can tell whether anything
  /// changed.
  public var signature: String?
  /// What happened to the files while they were read.
  public var reading = ReadingFacts()
  /// The names of the event files, relative to the log directory.
  public var files: [String] = []
  /// Restarts: jobs that began again from an earlier step, in order.
  public var restarts: [RestartFacts] = []
  /// Warnings about the files, to be shown beside the answer, one line each.
  public var warnings: [String] = []
  /// Which values were changed or left out although the files could be read; also among the
  /// warnings.
  public var alterations: [String] = []
  /// The run was written by several jobs at once.
  public var hasConcurrentWriters = false
  /// Files begin at the first step several times: they may be separate experiments.
  public var looksLikeTrials = false
  /// All steps were equal, so the points were numbered in their order.
  public var numbersPoints = false
  /// How often steps were shifted, so that a continued run does not begin at 0 again.
  public var shifts = 0
  /// How often the steps of the judged series go back within a file, if none was shifted.
  public var stepDecreases = 0
  /// Levels that the user expects, and whether they are met.
  public var expectations: [ExpectationOutcome] = []
  /// What the common early-stopping rules would have done, if the user asked.
  public var rules: [RuleOutcome] = []

  /// How far the run has come, and whether it is still running.
  public var progress = RunProgress()

  /// If the direction was guessed from the curve: the same run judged with the opposite direction.
  package var otherwise: [AnalyzedRun] = []
  /// The chosen series, as indices into `series`.
  package var choice = JudgedSeries()
  /// All series of the run.
  package var series: [RunSeries] = []
  /// The range of steps and times that the run covers.
  package var extent = RunExtent([], [])

  /// Creates the analysis of a run, to be filled in.
  public init(run: String, path: String? = nil) {
    self.run = run
    self.path = path ?? run
  }

  /// The verdict as one word for data; `error` if there is none.
  public var verdictName: String { judgement?.verdict.dataName ?? "error" }

  /// The reason for the verdict, or why there is no verdict: one sentence.
  public var reason: String { sentences()?.reason ?? error ?? "" }

  /// What to do now, in one sentence; nil if there is no verdict.
  public var nextStep: String? { sentences()?.next(checkpoint: checkpoint) }

  /// Remarks on the run and its files, one sentence each.
  public var notes: [String] { sentences()?.notes(on: self) ?? [] }

  /// The sentences about the run; nil if there is no verdict.
  ///
  /// With `unicode`, they may contain characters outside ASCII.
  package func sentences(unicode: Bool = false) -> Sentences? {
    judgement.map {
      Sentences(
        $0, metric: metric, numbers: ReadableNumbers(unicode: unicode), progress: progress)
    }
  }
}
