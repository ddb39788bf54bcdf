import Scalars
import TrainingRuns

/// When a run was last heard of, and how long it is usually silent between two events.
struct Silence {
  private static let capacity = 32

  /// When something last came, in seconds since the Unix epoch.
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

  /// Notes that something came just now.
  mutating func hear(at now: Double) {
    lastHeard = now
    isStalled = false
  }

  /// Ends the reading of what was there, which was heard when it was written.
  ///
  /// A run that is silent already needs no remark.
  mutating func catchUp(at now: Double, age: Double) {
    lastHeard = latest.isFinite ? min(latest, now) : now
    isStalled = silence(at: now, age: age) != nil
  }

  /// The median of the last gaps between events, in seconds.
  var usualGap: Double? {
    gaps.isEmpty ? nil : gaps.sorted()[gaps.count / 2]
  }

  /// Whether nothing has come for a little while, so that a trainer's last values are there too.
  func isPause(at now: Double, age: Double) -> Bool {
    let pause = min(max(2, 2 * (usualGap ?? 0)), 10, age)
    return lastHeard.map { now - $0 >= pause } ?? false
  }

  /// How long nothing has come, once that is long.
  func silence(at now: Double, age: Double) -> Double? {
    guard let lastHeard else { return nil }
    let quiet = Quiet(seconds: now - lastHeard, usualGap: usualGap ?? 0, age: age)
    return quiet.isLong ? quiet.seconds : nil
  }

  /// The same, once for each silence.
  mutating func newSilence(at now: Double, age: Double) -> Double? {
    if isStalled { return nil }
    let silent = silence(at: now, age: age)
    isStalled = silent != nil
    return silent
  }
}
