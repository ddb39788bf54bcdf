import Scalars
import TrainingRuns

/// When a run last wrote something, and how long it is usually silent between two events.
struct Silence {
  private static let capacity = 32

  /// When something last arrived, in seconds since the Unix epoch.
  private(set) var lastHeard: Double?
  /// The latest wall time of any event.
  private(set) var latest = -Double.infinity
  private var gaps: [Double] = []
  private var next = 0
  private(set) var isStalled = false

  /// Notes the wall time of a point.
  mutating func note(_ wallTime: Double) {
    guard wallTime.isFinite, wallTime > latest else { return }
    if latest > -.infinity {
      if gaps.count < Self.capacity {
        gaps.append(wallTime - latest)
      } else {
        gaps[next] = wallTime - latest
        next = (next + 1) % Self.capacity
      }
    }
    latest = wallTime
  }

  /// Notes that something has just arrived.
  mutating func hear(at now: Double) {
    lastHeard = now
    isStalled = false
  }

  /// Ends the initial reading: the time of the last event counts, not the time of reading.
  ///
  /// A run that is already silent needs no report.
  mutating func catchUp(at now: Double, age: Double) {
    lastHeard = latest.isFinite ? min(latest, now) : now
    isStalled = silence(at: now, age: age) != nil
  }

  /// The median of the last gaps between events, in seconds.
  var usualGap: Double? {
    gaps.isEmpty ? nil : gaps.sorted()[gaps.count / 2]
  }

  /// Whether nothing has arrived for a little while, so that a trainer's last values are there,
  /// too.
  func isPause(at now: Double, age: Double) -> Bool {
    let pause = min(max(2, 2 * (usualGap ?? 0)), 10, age)
    return lastHeard.map { now - $0 >= pause } ?? false
  }

  /// How long nothing has arrived, if that is long.
  func silence(at now: Double, age: Double) -> Double? {
    guard let lastHeard else { return nil }
    let quiet = Quiet(seconds: now - lastHeard, usualGap: usualGap ?? 0, age: age)
    return quiet.isLong ? quiet.seconds : nil
  }

  /// The same, but only once for each silence.
  mutating func newSilence(at now: Double, age: Double) -> Double? {
    if isStalled { return nil }
    let silent = silence(at: now, age: age)
    isStalled = silent != nil
    return silent
  }
}
