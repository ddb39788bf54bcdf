public import Convergence
package import LogDirectories
import TextFormats

/// A run that was analyzed: everything that is said of it, whatever the format.
///
/// Made by `RunAnalyzer`. Every number in its sentences is found in its judgement.
public struct AnalyzedRun: Sendable {
  /// The run's name.
  public var run: String
  /// Its path below the log directory, which tells it from any other.
  public var path: String
  /// By what the run was judged, and how that was chosen.
  public var metric: MetricChoice?
  /// The verdict with its evidence; `nil` where the run could not be judged at all.
  public var judgement: Judgement?
  /// What of the run could not be read, and why: a sentence each.
  public var unread: [String] = []
  /// Why there is no judgement: an unreadable run, or one without a series to judge.
  public var error: String?
  /// The judged series and those beside it, to be drawn small.
  public var curves: [Curve] = []
  /// The checkpoint that belongs to the best step.
  public var checkpoint: BestCheckpoint?
  /// What the run was started with, by name, as text.
  public var hyperparameters: [(name: String, value: String)] = []
  /// The peak of the learning rate, where it was logged.
  public var peakLearningRate: Double?
  /// What each scalar tag of the run came to, in the order met.
  public var tags: [SeriesSummary] = []
  /// A fingerprint of the files and options, so that a later scan can tell whether anything changed.
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
  /// How often steps were shifted, so that what began again goes on.
  public var shifts = 0
  /// How often the steps of the series judged by go back within its files, where none was shifted.
  public var stepDecreases = 0
  /// Levels the user expects, and whether they are met.
  public var expectations: [ExpectationOutcome] = []
  /// What the usual rules would have done, where the user asked.
  public var rules: [RuleOutcome] = []

  /// How far it has come, and whether it goes on.
  public var progress = RunProgress()

  /// If the direction was guessed from the curve: the same run judged with the opposite direction.
  package var otherwise: [AnalyzedRun] = []
  /// The chosen series, as indices into `series`.
  package var choice = JudgedSeries()
  /// All series of the run.
  package var series: [RunSeries] = []
  /// The steps and times that the run spans.
  package var extent = RunExtent([], [])

  /// Creates the analysis of a run, to be filled in.
  public init(run: String, path: String? = nil) {
    self.run = run
    self.path = path ?? run
  }

  /// The verdict as one word for data; `error` where there is none.
  public var verdictName: String { judgement?.verdict.dataName ?? "error" }

  /// Why the verdict is what it is, or why there is none: one sentence.
  public var reason: String { sentences()?.reason ?? error ?? "" }

  /// What to do now, in one sentence; nil where there is no verdict.
  public var nextStep: String? { sentences()?.next(checkpoint: checkpoint) }

  /// Remarks on the run and its files, a sentence each.
  public var notes: [String] { sentences()?.notes(on: self) ?? [] }

  /// The sentences about the run, with characters outside ASCII where `unicode` allows; nil where there is
  /// no verdict.
  package func sentences(unicode: Bool = false) -> Sentences? {
    judgement.map {
      Sentences(
        $0, metric: metric, numbers: ReadableNumbers(unicode: unicode), progress: progress)
    }
  }
}
