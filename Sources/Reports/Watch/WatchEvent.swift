public import Convergence

/// An event in a run that is being followed.
public struct WatchEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// The judged series got a point.
    case evaluation(isBest: Bool)
    /// The verdict changed, confirmed by two evaluations.
    case verdict(StandingVerdict.Change, reason: String)
    /// Nothing was written for this many seconds; the usual gap between events is `usualGap`.
    case stalled(seconds: Double, usualGap: Double?)
    /// The run ended, at this step of the planned ones.
    case finished(step: Int64?, plannedStep: Int64?)
    /// The run's files changed and it was read again from the beginning; the reason.
    case readAnew(String)
    /// The run no longer exists.
    case vanished
  }

  /// What happened.
  public var kind: Kind
  /// The run's name.
  public var run: String
  /// The time in seconds since the Unix epoch; for an evaluation, when it was written.
  public var time: Double
  /// The judged series' name, if there is one.
  public var metric: String?
  /// The step of its last point.
  public var step: Int64?
  /// The value of its last point.
  public var value: Double?
  /// The current verdict.
  public var verdict: Verdict
  /// Its best value and the step that had it.
  public var best: Extreme?

  /// Creates an event with the facts about the series.
  public init(_ kind: Kind, run: String, time: Double, verdict: Verdict) {
    self.kind = kind
    self.run = run
    self.time = time
    self.verdict = verdict
  }

  /// The kind as one word for data.
  public var name: String {
    switch kind {
    case .evaluation: "evaluation"
    case .verdict: "verdict"
    case .stalled: "stalled"
    case .finished: "finished"
    case .readAnew: "read-anew"
    case .vanished: "vanished"
    }
  }
}
