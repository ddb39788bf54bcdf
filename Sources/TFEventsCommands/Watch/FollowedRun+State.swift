import Reports
import TrainingRuns

/// Whether a run has ended, and when that was last checked.
struct RunEnd {
  /// Seconds between two checks while nothing arrives.
  static let interval = 5.0

  var isReached = false
  /// How many points there were at the last check.
  var points = -1
  var nextLook = -Double.infinity
}

extension FollowedRun {
  /// Whether the run has ended, and its last values have had time to arrive.
  var isFinished: Bool { end.isReached }

  /// Whether the run has long been silent, and no log says where it was to end.
  var mayHaveEnded: Bool { !isFinished && silence.isStalled && lastStep == nil }

  /// The events to report if the run has finished, or else if it has fallen silent; none for
  /// neither.
  func checkState(at now: Double) -> [WatchEvent] {
    guard hasBegun, let choice else { return checkSilence(at: now) }
    let mayStall = !silence.isStalled && silence.silence(at: now, age: stalledAge) != nil
    if !mayStall, points == end.points, now < end.nextLook { return [] }
    var analyzer = analyzer
    analyzer.now = now
    analyzer.stalledAge = stalledAge
    let progress = progress(of: choice, by: analyzer)
    let isFirst = end.points < 0
    let wasReached = end.isReached
    (end.points, end.nextLook) = (points, now + RunEnd.interval)
    end.isReached =
      progress.state == .finished && (wasReached || silence.isPause(at: now, age: stalledAge))
    if end.isReached {
      // A finished run is silent, but not stalled.
      _ = silence.newSilence(at: now, age: stalledAge)
      if wasReached { return [] }
      let time = isFirst && silence.latest.isFinite ? silence.latest : now
      let last = settle(progress, at: now)
      let finished = WatchEvent.Kind.finished(
        step: progress.step, plannedStep: progress.plannedStep)
      return [last, event(finished, at: time)].compactMap(\.self)
    }
    if progress.state == .finished { end.points = -1 }
    // Two measures of silence must agree, because the longer one may yet show that the run is
    // finished.
    return mayStall && progress.state != .running ? checkSilence(at: now) : []
  }

  private func checkSilence(at now: Double) -> [WatchEvent] {
    guard let seconds = silence.newSilence(at: now, age: stalledAge) else { return [] }
    return [event(.stalled(seconds: seconds, usualGap: silence.usualGap), at: now)]
  }
}
