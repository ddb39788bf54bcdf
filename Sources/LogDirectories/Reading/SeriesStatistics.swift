public import Scalars

/// The facts that one pass collects about a series, without superseded points and duplicates.
public struct SeriesStatistics: Sendable, Hashable {
  /// The number of valid points.
  public internal(set) var points = 0
  /// The number of points that a restart replaced.
  public internal(set) var superseded = 0
  /// The number of points bit-identical to the point before, as a writer's retry leaves them.
  public internal(set) var duplicates = 0
  /// The number of those points whose value is NaN or infinite.
  public internal(set) var nonFinite = 0
  /// The number of points whose step is less than that of the point before.
  public internal(set) var stepDecreases = 0
  /// The number of points whose step is that of the point before.
  public internal(set) var repeatedSteps = 0
  /// The first point; of step 0 and without time and value if there is none.
  public internal(set) var first = Point(step: 0, wallTime: .nan, value: .nan)
  /// The last point; like the first if there is none.
  public internal(set) var last = Point(step: 0, wallTime: .nan, value: .nan)
  /// The lowest step.
  public internal(set) var minimumStep = Int64.max
  /// The highest step.
  public internal(set) var maximumStep = Int64.min
  /// The smallest finite value; infinite if there is none.
  public internal(set) var minimum = Double.infinity
  /// The largest finite value; infinite if there is none.
  public internal(set) var maximum = -Double.infinity

  /// Creates the statistics of a series without points.
  public init() {}

  /// Counts one more point.
  public mutating func add(_ point: Point) { _ = take(point, dropsDuplicates: false) }

  /// Counts one more point; false if it repeats the last one and duplicates are dropped.
  mutating func take(_ point: Point, dropsDuplicates: Bool) -> Bool {
    let one: InlineArray<1, Point> = [point]
    if add(one.span, toDuplicate: dropsDuplicates) == 1 { return true }
    duplicates += 1
    return false
  }

  /// Adds points one after another; returns how many were added.
  ///
  /// With `toDuplicate`, it stops before the first point that is an exact duplicate of the one
  /// before it.
  mutating func add(_ points: Span<Point>, toDuplicate stops: Bool) -> Int {
    var count = 0
    if self.points == 0, !points.isEmpty { count = addAny(points.extracting(..<1), stops) }
    count += addRising(points.extracting(count...))
    return count + addAny(points.extracting(count...), stops)
  }

  /// Fast path: adds points while their steps increase and their values are finite; returns how
  /// many.
  private mutating func addRising(_ points: Span<Point>) -> Int {
    var extremes = Extremes(minimum, maximum)
    var last = last.step
    var next = 0
    while next < points.count, points[next].step > last, points[next].value.isFinite {
      last = points[next].step
      extremes.add(points[next].value)
      next &+= 1
    }
    if next == 0 { return 0 }
    self.points += next
    self.last = points[next - 1]
    maximumStep = max(maximumStep, last)
    (minimum, maximum) = (extremes.least, extremes.greatest)
    return next
  }

  private mutating func addAny(_ points: Span<Point>, _ stops: Bool) -> Int {
    if points.isEmpty { return 0 }
    // Locals fit into registers; all of the statistics do not. The loop is branch-free: a loss's
    // minima are unpredictable, and so are repeated steps if tags come in random order.
    var (lowest, highest, back, repeated, others) = (minimumStep, maximumStep, 0, 0, 0)
    var extremes = Extremes(minimum, maximum)
    var last = last
    if self.points == 0 {
      first = points[0]
      // A made-up predecessor of the first point. Its time differs, so the first point is no
      // duplicate; its step is equal, so the first point counts as repeated, and `repeated` starts
      // at −1.
      last = Point(step: first.step, wallTime: -first.wallTime, value: first.value)
      repeated = -1
    }
    var next = 0
    while next < points.count {
      let point = points[next]
      if stops, point.isSame(as: last) { break }
      back &+= point.step < last.step ? 1 : 0
      repeated &+= point.step == last.step ? 1 : 0
      lowest = point.step < lowest ? point.step : lowest
      highest = point.step > highest ? point.step : highest
      others &+= point.value.isFinite ? 0 : 1
      extremes.add(point.value)
      last = point
      next &+= 1
    }
    if others > 0 {
      extremes = Extremes(minimum, maximum)
      for index in 0..<next where points[index].value.isFinite { extremes.add(points[index].value) }
    }
    self.last = last
    self.points += next
    (minimumStep, maximumStep) = (lowest, highest)
    (minimum, maximum) = (extremes.least, extremes.greatest)
    stepDecreases += back
    repeatedSteps += repeated
    nonFinite += others
    return next
  }
}

/// The smallest and the largest of some numbers, ignoring NaN.
private struct Extremes {
  // The maximum is stored negated, so that one SIMD instruction updates both.
  private var minima: SIMD2<Double>

  init(_ least: Double, _ greatest: Double) { minima = SIMD2(least, -greatest) }

  var least: Double { minima.x }
  var greatest: Double { -minima.y }

  @inline(__always)
  mutating func add(_ value: Double) {
    let both = SIMD2(value, -value)
    minima.replace(with: both, where: both .< minima)
  }
}

extension Point {
  /// Whether this is an exact repetition of another point: step, wall time and value are equal, bit
  /// for bit.
  @inline(__always)
  fileprivate func isSame(as other: Point) -> Bool {
    // Compare the wall time first: it is the field most likely to differ.
    wallTime.bitPattern == other.wallTime.bitPattern && step == other.step
      && value.bitPattern == other.value.bitPattern
  }
}
