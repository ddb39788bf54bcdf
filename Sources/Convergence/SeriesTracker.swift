public import Scalars

/// One series, pushed point by point and kept in constant memory: all that a verdict needs of it.
///
/// Holds the series as at most 128 blocks (``SpanPyramid``), its exact best values, where it was
/// not finite, and, where asked, its spikes. Costs a few hundred bytes while it has few points and
/// at most about 15 kB (40 kB with spikes). Equal pushes give equal trackers, however they are
/// spread over time; steps may repeat and go back.
public struct SeriesTracker: Sendable {
  /// The series in blocks of equal span.
  public private(set) var pyramid = SpanPyramid()
  /// How many points were pushed, non-finite ones included.
  public private(set) var points = 0
  /// The step pushed first.
  public private(set) var firstStep: Int64?
  /// The lowest step.
  public private(set) var lowestStep: Int64 = .max
  /// The highest step.
  public private(set) var highestStep: Int64 = .min
  /// The point pushed last.
  public private(set) var last: Point?
  /// The wall time of the point pushed first, in seconds since the Unix epoch.
  public private(set) var firstWallTime = Double.nan
  /// The finite value pushed first.
  public private(set) var firstValue: Double?
  /// The finite point pushed last.
  public private(set) var lastFinite: Point?
  /// The smallest finite value, at the first step that had it.
  public private(set) var minimum: Extreme?
  /// The largest finite value, at the first step that had it.
  public private(set) var maximum: Extreme?
  /// Where the series was not finite.
  public private(set) var nonFinite = NonFiniteSummary()
  /// The restarts that ``supersede(from:)`` was told of, the first 16 of them.
  public private(set) var restarts: [Restart] = []

  /// Creates the tracker of an empty series.
  ///
  /// - Parameter tracksSpikes: whether to look for spikes, quantisation and repeated values, which
  ///   takes some 30 ns a point more. Worth it for the judged series and the training series.
  public init(tracksSpikes: Bool = true) {}

  /// How many finite points were pushed.
  public var finiteCount: Int { points - nonFinite.count }

  /// Adds a point; a few nanoseconds when it lies in the span of the last block.
  @inline(__always)
  public mutating func push(_ point: Point) {
    points += 1
    last = point
    if points == 1 { noteFirst(point) }
    if point.step > highestStep { noteHighest(point.step) }
    if point.step < lowestStep { noteLowest(point.step) }
    if point.value.isFinite { pushFinite(point) } else { pushNonFinite(point) }
  }

  /// Says that the job began again: points from `step` on are about to be replaced.
  ///
  /// Blocks from there on are forgotten, and exact bests found there with them. Points of the span in
  /// which `step` lies stay, so the mean of that one block is of old and new points.
  public mutating func supersede(from step: Int64) {}
}

/// A job that began again from an earlier step.
public struct Restart: Sendable, Hashable {
  /// The first step that was written again.
  public var step: Int64
  /// The highest step the earlier job had reached.
  public var reachedStep: Int64
  /// The last value before, and the first value after; `nil` where there was none.
  public var valueBefore: Double?
  /// The first value after the restart, once there is one.
  public var valueAfter: Double?
}

extension SeriesTracker {
  private mutating func noteFirst(_ point: Point) {
    firstStep = point.step
    firstWallTime = point.wallTime
    pyramid.noteStep(point.step, isFirst: true)
  }

  private mutating func noteHighest(_ step: Int64) {
    highestStep = step
    if points > 1 { pyramid.noteStep(step, isFirst: false) }
  }

  private mutating func noteLowest(_ step: Int64) {
    lowestStep = step
    if points > 1 { pyramid.noteStep(step, isFirst: false) }
  }

  @inline(__always)
  private mutating func pushFinite(_ point: Point) {
    pyramid.push(point)
  }

  private mutating func pushNonFinite(_ point: Point) {
    if nonFinite.count == 0 { nonFinite.firstStep = point.step }
    if nonFinite.trailingCount == 0 { nonFinite.trailingSince = point.step }
    nonFinite.count += 1
    nonFinite.trailingCount += 1
    nonFinite.lastStep = point.step
    pyramid.markNonFinite()
  }
}
