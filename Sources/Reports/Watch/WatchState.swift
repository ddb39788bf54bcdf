public import Convergence

/// The current state of a followed run.
public struct WatchState: Sendable {
  /// The run's name.
  public var run: String
  /// The current verdict.
  public var verdict: Verdict
  /// When the verdict became this one, in seconds since the Unix epoch; nil if that was before the
  /// watch began.
  public var verdictTime: Double?
  /// The judgement of the last evaluation; nil before the first.
  public var judgement: Judgement?
  /// The series whose points are the evaluations.
  public var metric: String?
  /// Its best value and the step that had it.
  public var best: Extreme?
  /// The value and the step of its last point.
  public var last: Extreme?
  /// Its curve.
  public var shape: SeriesShape?
  /// The highest step of any series.
  public var step: Int64?
  /// The planned last step, if its trainer logged it.
  public var lastStep: Int64?
  /// Steps per second, over the last events.
  public var speed: Double?
  /// When something was last written, in seconds since the Unix epoch.
  public var lastEvent: Double?
  /// Whether the run has been silent for unusually long, and is not finished.
  public var isStalled = false
  /// Whether the run has ended.
  public var isFinished = false
  /// Whether the points that existed at the beginning are still being read.
  public var isReading = false

  /// Creates the state of a run; the caller fills in the rest.
  public init(run: String, verdict: Verdict) {
    self.run = run
    self.verdict = verdict
  }
}
