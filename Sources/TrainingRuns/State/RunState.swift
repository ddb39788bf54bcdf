/// Whether a run is still running.
public enum RunState: String, Sendable, Hashable, CaseIterable {
  /// Something was written lately.
  case running
  /// The end that the log states is reached.
  case finished
  /// The log states an end that is not reached, and nothing has been written for a long time.
  case stalled
  /// The log does not say.
  case unknown
}

/// How far a run has come, and where it is planned to end.
public struct RunProgress: Sendable, Hashable {
  /// Whether it is still running.
  public var state = RunState.unknown
  /// The highest step among the judged series, the one beside it and the learning rate.
  public var step: Int64?
  /// The planned last step, if it is known.
  public var plannedStep: Int64?
  /// The epoch reached, if epochs are logged.
  public var epoch: Double?
  /// The planned epochs, if they are known.
  public var plannedEpochs: Double?

  /// Whether it is known where the run is to end.
  public var hasPlannedEnd: Bool { plannedStep != nil || plannedEpochs != nil }

  /// Creates the progress of a run of which nothing is known.
  public init() {}
}

/// How long nothing has been written.
package struct Quiet {
  /// A silence must be this many times the usual gap to be reported.
  private static let factor = 10.0

  /// The seconds since the last event.
  package var seconds: Double
  /// Seconds above which the silence is reported.
  private var limit: Double

  /// Creates a silence of `seconds`; it is long from `age` on, but at least ten usual gaps.
  package init(seconds: Double, usualGap: Double, age: Double) {
    self.seconds = seconds
    limit = max(age, Self.factor * usualGap)
  }

  package var isLong: Bool { seconds >= limit }
  /// Whether something was written recently; a last event slightly in the future counts as recent.
  var isShort: Bool { seconds < limit && seconds > -limit }
}
