import Scalars
import Statistics

/// Finds where a gradient norm leaves its usual range: 8 times the median of its past.
///
/// The median is of the block means so far, taken anew at every eighth new block, from the eighth on.
public struct SurgeDetector: Sendable {
  /// The start of a surge: the first value beyond the bar, and the median it is compared with.
  public struct Surge: Sendable, Hashable {
    /// The step of the first value beyond the bar.
    public var step: Int64
    /// That value.
    public var value: Double
    /// The median of the past.
    public var median: Double
    /// The last step beyond the bar, of this surge.
    public var lastStep: Int64
  }

  /// How many times the median a surge is.
  public static let factor = 8.0
  /// The latest surges, at most 16.
  public private(set) var surges: [Surge] = []
  /// The median of the past, once it had to be known; NaN until then.
  private var median = Double.infinity
  /// No median of the past is below this: its least value, or any value at all while it has negative ones.
  private var floor = Double.infinity
  /// The blocks of the past, of which the median is: their sums and how many values these are of.
  private var past: [(sum: Double, count: Int)] = []
  /// The pyramid's revision of which the past is.
  private var revision = 0
  private var least = Double.infinity
  private var blocksSeen = 0
  private var isAbove = false

  init() {}

  /// Looks at a point, which has just been pushed into `pyramid`.
  mutating func push(_ point: Point, in pyramid: borrowing SpanPyramid) {
    compare(point)
    if pyramid.openings >= blocksSeen + Self.newBlocks { notePast(pyramid) }
  }

  /// Pushes points into `pyramid` and looks at them, as if one after another.
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

  /// Takes in the first points at once where their blocks are begun in pairs and none of them can be a surge.
  ///
  /// - Returns: How many; mostly none but at the beginning.
  private mutating func begin(_ points: Span<Point>, in pyramid: inout SpanPyramid) -> Int {
    let single = SpanPyramid.capacity
    guard blocksSeen == 0, pyramid.count == 0, points.count > single else { return 0 }
    let (low, high) = Self.extremes(points.extracting(..<single))
    guard low > 0, high <= Self.factor * Self.leastMean * low else { return 0 }
    let begun = pyramid.beginInPairs(points)
    if begun == 0 { return 0 }
    // The past was noted when there was a block a point.
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

  /// A mean may lie a rounding error below the least of its values.
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
    // Hardly a value is beyond the least bar that there may be, so hardly a median is looked for.
    if point.value > Self.factor * floor, point.value > Self.factor * medianOfPast() {
      noteSurge(point)
    } else {
      isAbove = false
    }
  }

  private mutating func notePast(_ pyramid: borrowing SpanPyramid) {
    blocksSeen = pyramid.openings
    // Unless others changed, all but the last one are as they were.
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

  /// Leaves the median of a new past to be found when it has to be known, and sets what it is not below.
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
  /// The first surge of the gradient norm after the divergence, or at most a quarter of the run before it.
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
