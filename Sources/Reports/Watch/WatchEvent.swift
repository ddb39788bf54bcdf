public import Convergence

/// Something that happened to a run that is followed.
public struct WatchEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// The judged series got a point.
    case evaluation(isBest: Bool)
    /// Another verdict stands, confirmed by two evaluations.
    case verdict(StandingVerdict.Change, reason: String)
    /// Nothing was written for so many seconds; between two events it is usually `usualGap`.
    case stalled(seconds: Double, usualGap: Double?)
    /// The run has come to its end, at this step of so many planned.
    case finished(step: Int64?, plannedStep: Int64?)
    /// The run's files are not what they were, and it was read anew: why.
    case readAnew(String)
    /// The run is there no more.
    case vanished
  }

  /// What happened.
  public var kind: Kind
  /// The run's name.
  public var run: String
  /// When, in seconds since the Unix epoch: of an evaluation, when it was written.
  public var time: Double
  /// The judged series' name, where there is one.
  public var metric: String?
  /// The step of its last point.
  public var step: Int64?
  /// The value of its last point.
  public var value: Double?
  /// The verdict that stands.
  public var verdict: Verdict
  /// Its best value and the step that had it.
  public var best: Extreme?

  /// Creates an event; what is known of the series is filled in.
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
