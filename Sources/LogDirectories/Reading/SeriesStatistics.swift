import Scalars

/// What one pass over a series learns of it, superseded points and duplicates left out.
public struct SeriesStatistics: Sendable, Hashable {
  /// The points that stand.
  public internal(set) var points = 0
  /// The points that a restart replaced.
  public internal(set) var superseded = 0
  /// The points that are the point before once more, as a writer's retry leaves them.
  public internal(set) var duplicates = 0
  /// Of the points, those whose value is NaN or infinite.
  public internal(set) var nonFinite = 0
  /// Points whose step is less than that of the point before.
  public internal(set) var stepDecreases = 0
  /// Points whose step is that of the point before.
  public var repeatedSteps: Int { notRising - stepDecreases }
  /// Points whose step is that of the point before, or less.
  private var notRising = 0
  /// The step of the first point; 0 where there is none.
  public internal(set) var firstStep: Int64 = 0
  /// The step of the last point; 0 where there is none.
  public internal(set) var lastStep: Int64 = 0
  /// The lowest step.
  public internal(set) var minimumStep = Int64.max
  /// The highest step.
  public var maximumStep: Int64 { points == 0 ? .min : max(lastStep, passedStep) }
  /// The highest step from which steps went back.
  private var passedStep = Int64.min
  /// The wall time of the first point, in seconds since the Unix epoch.
  public internal(set) var firstWallTime = Double.nan
  /// The wall time of the last point.
  public internal(set) var lastWallTime = Double.nan
  /// The value of the first point.
  public internal(set) var firstValue = Double.nan
  /// The value of the last point.
  public internal(set) var lastValue = Double.nan
  /// The least finite value; infinite where there is none.
  public internal(set) var minimum = Double.infinity
  /// The greatest finite value; infinite where there is none.
  public internal(set) var maximum = -Double.infinity

  /// Creates the statistics of a series without points.
  public init() {}

  /// Whether a point is the last one once more: the same step, wall time and value, bit for bit.
  @inline(__always)
  private func isLast(step: Int64, wallTime: Double, value: Double) -> Bool {
    // The time first: it is hardly ever the same, where in some logs steps are as likely as not.
    wallTime.bitPattern == lastWallTime.bitPattern && step == lastStep
      && value.bitPattern == lastValue.bitPattern && points > 0
  }

  /// Counts one more point; false where it is the last one once more and such are dropped.
  mutating func take(_ point: Point, dropsDuplicates: Bool) -> Bool {
    let isTaken = add(
      step: point.step, wallTime: point.wallTime, value: point.value, unlessLast: dropsDuplicates)
    if !isTaken { duplicates += 1 }
    return isTaken
  }

  /// Counts one more point, unless it is the last one once more and such are left out: then it is false.
  @inline(__always)
  mutating func add(step: Int64, wallTime: Double, value: Double, unlessLast: Bool) -> Bool {
    if unlessLast, isLast(step: step, wallTime: wallTime, value: value) { return false }
    add(step: step, wallTime: wallTime, value: value)
    return true
  }

  /// Counts one more point.
  @inline(__always)
  public mutating func add(step: Int64, wallTime: Double, value: Double) {
    if points == 0 {
      minimumStep = step
      firstStep = step
      firstWallTime = wallTime
      firstValue = value
    } else {
      // Added, not branched upon: where tags come in no order, nobody foresees which steps repeat.
      notRising &+= step <= lastStep ? 1 : 0
      if step < lastStep {
        stepDecreases += 1
        minimumStep = min(minimumStep, step)
        passedStep = max(passedStep, lastStep)
      }
    }
    points &+= 1
    lastStep = step
    lastWallTime = wallTime
    lastValue = value
    if value.isFinite {
      // Chosen, not branched upon: nobody foresees the new minima of a loss that falls.
      minimum = value < minimum ? value : minimum
      maximum = value > maximum ? value : maximum
    } else {
      nonFinite += 1
    }
  }
}
