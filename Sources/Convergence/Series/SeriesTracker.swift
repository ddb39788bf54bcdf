public import Scalars

/// One series, pushed point by point and kept in constant memory: all that a verdict needs.
///
/// Holds the series as at most 128 blocks (``SpanPyramid``), where it was not finite and, on
/// request, what only single points show (``PointDetail``). Takes a few hundred bytes while it has
/// few points and at most about 15 kB (25 kB with details). Equal points give equal trackers,
/// whether they come one by one or in batches; steps may repeat and go back.
public struct SeriesTracker: Sendable {
  /// The series in blocks of equal span.
  public private(set) var pyramid = SpanPyramid()
  /// How many points were pushed, non-finite ones included.
  public private(set) var points = 0
  /// The point pushed first.
  public private(set) var first: Point?
  /// The point pushed last.
  public private(set) var last: Point?
  /// The lowest step; above ``highestStep`` if there is no point.
  public private(set) var lowestStep = Int64.max
  /// The highest step.
  public private(set) var highestStep = Int64.min
  /// Where the series was not finite.
  public private(set) var nonFinite = NonFiniteSummary()
  /// The stretch of equal values at the end.
  public private(set) var equalRun = EqualRun()
  /// What only single points show, if that is tracked.
  public var detail: PointDetail? { details.first }
  /// Where the values left their usual range, if that is tracked.
  public var surges: SurgeDetector? { surgeDetectors.first }

  // Arrays of 0 or 1 element instead of optionals: a detail that is not tracked then costs one
  // pointer per tag.
  private var details: [PointDetail]
  private var surgeDetectors: [SurgeDetector]

  private var lastFiniteBeforeTail: Point?

  /// Creates the tracker of an empty series.
  ///
  /// - Parameters:
  ///   - tracksSpikes: whether to look at every single point for spikes, restarting means and
  ///     quantization, which takes about 30 ns more per point. Worth it for the judged series and the
  ///     training series.
  ///   - tracksSurges: whether to look for values far above the median of the past; meant for the
  ///     gradient norm.
  ///   - direction: which direction is better, if known beforehand; only spikes in the other
  ///     direction count.
  public init(
    tracksSpikes: Bool = true, tracksSurges: Bool = false, direction: Direction = .min
  ) {
    details = tracksSpikes ? [PointDetail(direction: direction)] : []
    surgeDetectors = tracksSurges ? [SurgeDetector()] : []
  }

  /// Reads something from the detail without copying all of it; `nil` if there is none.
  func withDetail<Fact>(_ read: (borrowing PointDetail) -> Fact?) -> Fact? {
    details.isEmpty ? nil : read(details[0])
  }

  /// How many finite points were pushed.
  public var finiteCount: Int { points - nonFinite.count }

  /// The finite point pushed last.
  public var lastFinite: Point? {
    if let last, last.value.isFinite { last } else { lastFiniteBeforeTail }
  }

  /// The smallest finite value, and the first step that had it; one pass over the blocks.
  public var minimum: Extreme? {
    guard var least = pyramid.blocks.first?.minimum else { return nil }
    let blocks = pyramid.blocks.span
    for place in blocks.indices where blocks[place].minimum.value < least.value {
      least = blocks[place].minimum
    }
    return least
  }

  /// The largest finite value, and the first step that had it; one pass over the blocks.
  public var maximum: Extreme? {
    guard var greatest = pyramid.blocks.first?.maximum else { return nil }
    let blocks = pyramid.blocks.span
    for place in blocks.indices where blocks[place].maximum.value > greatest.value {
      greatest = blocks[place].maximum
    }
    return greatest
  }

  /// Adds points, as if one by one, but faster.
  public mutating func push(_ points: Span<Point>) {
    if points.isEmpty { return }
    guard risesFinite(points) else {
      for index in points.indices { push(points[index]) }
      return
    }
    if self.points == 0 { first = points[0] }
    lowestStep = min(lowestStep, points[0].step)
    highestStep = max(highestStep, points[points.count - 1].step)
    self.points += points.count
    last = points[points.count - 1]
    if nonFinite.trailingCount != 0 { nonFinite.endTail() }
    if surgeDetectors.isEmpty {
      _ = pyramid.push(points)
    } else {
      surgeDetectors[0].push(points, into: &pyramid)
    }
    equalRun.push(points)
    if !details.isEmpty { details[0].push(points) }
  }

  /// Adds a point; takes a few nanoseconds if it belongs to the last block.
  @inline(__always)
  public mutating func push(_ point: Point) {
    if point.step > highestStep || point.step < lowestStep { noteOuterStep(point) }
    points += 1
    if point.value.isFinite {
      last = point
      if nonFinite.trailingCount != 0 { nonFinite.endTail() }
      pyramid.push(point)
      equalRun.push(point)
      if !details.isEmpty { details[0].push(point) }
      if !surgeDetectors.isEmpty { surgeDetectors[0].push(point, in: pyramid) }
    } else {
      pushNonFinite(point)
    }
  }
}

extension SeriesTracker {
  /// Leaves out the points before a step; no points may be pushed afterwards.
  mutating func keep(since step: Int64) {
    pyramid.keep(since: step)
    let blocks = pyramid.blocks
    nonFinite.count = blocks.reduce(0) { $0 + $1.nonFiniteCount }
    points = blocks.reduce(0) { $0 + $1.count } + nonFinite.count
    lowestStep = blocks.first?.firstStep ?? lowestStep
    first = blocks.first.map { Point(step: $0.firstStep, wallTime: .nan, value: $0.mean) } ?? last
    equalRun.keep(since: step)
    details = []
  }

  /// Whether all values are finite and steps do not go back, as in nearly all logs.
  private func risesFinite(_ points: Span<Point>) -> Bool {
    var (next, last) = (0, Int64.min)
    while next < points.count, points[next].step >= last, points[next].value.isFinite {
      last = points[next].step
      next &+= 1
    }
    return next == points.count
  }

  private mutating func noteOuterStep(_ point: Point) {
    if points == 0 { first = point }
    highestStep = max(highestStep, point.step)
    lowestStep = min(lowestStep, point.step)
  }

  private mutating func pushNonFinite(_ point: Point) {
    if nonFinite.trailingCount == 0 {
      lastFiniteBeforeTail = last
      nonFinite.trailingSince = point.step
    }
    last = point
    if nonFinite.count == 0 { nonFinite.firstStep = point.step }
    nonFinite.count += 1
    nonFinite.trailingCount += 1
    nonFinite.lastStep = point.step
    pyramid.markNonFinite()
  }
}
