import Scalars
import Statistics

/// Finds where a gradient norm leaves its usual range: 8 times the median of its past.
///
/// The median is taken over the block means so far. It is recomputed at every eighth new block,
/// from the eighth on.
public struct SurgeDetector: Sendable {
  /// The start of a surge: the first value beyond the bar, and the median it is compared with.
  public struct Surge: Sendable, Hashable {
    /// The step of the first value beyond the bar.
    public var step: Int64
    /// That value.
    public var value: Double
    /// The median of the past.
    public var median: Double
    /// The last step of this surge at which the value is beyond the bar.
    public var lastStep: Int64
  }

  /// A surge is more than this many times the median.
  public static let factor = 8.0
  /// The latest surges, at most 16.
  public private(set) var surges: [Surge] = []
  /// The cached median of the past; NaN until it is needed.
  private var median = Double.infinity
  /// Lower bound of the median of the past: its smallest value, or −∞ if some values were not
  /// positive.
  private var floor = Double.infinity
  /// Sum and number of values of each past block; the median is taken over their means.
  private var past: [(sum: Double, count: Int)] = []
  /// The revision of the pyramid from which `past` was copied.
  private var revision = 0
  private var least = Double.infinity
  private var blocksSeen = 0
  private var isAbove = false

  init() {}

  /// Looks at a point that has just been pushed into `pyramid`.
  mutating func push(_ point: Point, in pyramid: borrowing SpanPyramid) {
    compare(point)
    if pyramid.openings >= blocksSeen + Self.newBlocks { notePast(pyramid) }
  }

  /// Pushes points into `pyramid` and looks at each; the same as one by one.
  mutating func push(_ points: Span<Point>, into pyramid: inout SpanPyramid) {
    var next = begin(points, in: &pyramid)
    while next < points.count {
      let limit = blocksSeen + Self.newBlocks
      let end = pyramid.push(points, from: next, openings: limit)
      compare(points.extracting(next..<end))
      if pyramid.openings >= limit { notePast(pyramid) }
      next = end
    }
  }

  /// Bulk version: takes the first points at once if each pair begins a block and none of them can
  /// be a surge.
  ///
  /// - Returns: The number of points taken; usually 0 except at the beginning of a series.
  private mutating func begin(_ points: Span<Point>, in pyramid: inout SpanPyramid) -> Int {
    let single = SpanPyramid.capacity
    guard blocksSeen == 0, pyramid.count == 0, points.count > single else { return 0 }
    let (low, high) = Self.extremes(points.extracting(..<single))
    guard low > 0, high <= Self.factor * Self.leastMean * low else { return 0 }
    let begun = pyramid.beginInPairs(points)
    if begun == 0 { return 0 }
    // The past was copied when each block held one point.
    least = low
    blocksSeen = single
    past = (0..<single).map { (points[$0].value, 1) }
    forgetMedian()
    compare(points.extracting(single..<begun))
    return begun
  }

  private static func extremes(_ points: Span<Point>) -> (low: Double, high: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in points.indices {
      low = smaller(points[index].value, low)
      high = larger(points[index].value, high)
    }
    return (low, high)
  }

  /// Because of rounding, a mean may be slightly below its smallest value.
  private static let leastMean = 0.999

  /// The median is recomputed after this many new blocks.
  private static let newBlocks = 8

  private mutating func compare(_ points: Span<Point>) {
    if points.isEmpty { return }
    let (low, high) = Self.extremes(points)
    if high > Self.factor * floor {
      for index in points.indices { compare(points[index]) }
    } else {
      least = smaller(low, least)
      isAbove = false
    }
  }

  @inline(__always)
  private mutating func compare(_ point: Point) {
    if point.value < least { least = point.value }
    // Cheap test first: a value below factor × floor cannot be a surge, so the median is rarely
    // needed.
    if point.value > Self.factor * floor, point.value > Self.factor * medianOfPast() {
      noteSurge(point)
    } else {
      isAbove = false
    }
  }

  private mutating func notePast(_ pyramid: borrowing SpanPyramid) {
    blocksSeen = pyramid.openings
    // If only the last block changed or blocks were added, the copies of all earlier blocks are
    // still right.
    let known = revision == pyramid.revisions ? max(0, past.count - 1) : 0
    revision = pyramid.revisions
    past.removeLast(past.count - known)
    let blocks = pyramid.blocks.span
    past.reserveCapacity(SpanPyramid.capacity)
    past.append(addingCapacity: blocks.count - known) { further in
      for place in known..<blocks.count { further.append((blocks[place].sum, blocks[place].count)) }
    }
    forgetMedian()
  }

  /// Invalidates the cached median and updates its lower bound.
  private mutating func forgetMedian() {
    median = .nan
    floor = least > 0 ? Self.leastMean * least : -.infinity
  }

  private mutating func medianOfPast() -> Double {
    if median.isNaN {
      median = Statistics.median(past.map { $0.sum / Double($0.count) }) ?? .infinity
    }
    return median
  }

  private mutating func noteSurge(_ point: Point) {
    if isAbove, let latest = surges.indices.last {
      surges[latest].lastStep = point.step
      return
    }
    isAbove = true
    if surges.count == 16 { surges.removeFirst() }
    surges.append(
      Surge(step: point.step, value: point.value, median: median, lastStep: point.step))
  }
}

extension Flag {
  /// The first surge of the gradient norm after the divergence, or before it by at most a quarter
  /// of the run.
  static func gradientSurge(_ run: RunEvidence, judgement: Judgement) -> Flag? {
    guard judgement.verdict == .diverged, let surges = run.gradientNorm?.surges?.surges,
      let onset = judgement.onsetStep, let steps = judgement.steps
    else { return nil }
    let reach = 0.25 * run.judged.elapsed
    let sign = surges.first { surge in
      guard surge.step <= steps.upperBound else { return false }
      return surge.step >= onset || Double(onset.magnitudeOfDistance(to: surge.step)) <= reach
    }
    return sign.map { .gradientSurge(step: $0.step, value: $0.value, factor: $0.value / $0.median) }
  }
}
