import Scalars

/// What only single points show: spikes, surges, stretches of equal values, the grid of the values.
public struct PointDetail: Sendable {
  /// Spikes to the bad side.
  public private(set) var spikes: SpikeDetector
  /// The share of values far from the rolling mean, as OLMo 2 counts it.
  public private(set) var score = SpikeScore()
  /// The stretch of equal values at the end.
  public private(set) var equalRun = EqualRun()
  /// The grid on which all values lie.
  public private(set) var grid = ValueGrid()
  /// Whether the series is a mean that restarts regularly.
  public private(set) var restarts: RestartingMean

  init(direction: Direction) {
    spikes = SpikeDetector(direction: direction)
    restarts = RestartingMean(direction: direction)
  }

  mutating func push(_ point: Point) {
    spikes.push(point)
    score.push(point.value)
    equalRun.push(point)
    grid.push(point.value)
    restarts.push(point)
  }

  /// Adds points, as if one by one; each detector takes the whole batch in turn.
  mutating func push(_ points: Span<Point>) {
    spikes.push(points)
    score.push(points)
    equalRun.push(points)
    grid.push(points)
    restarts.push(points)
  }
}

/// The latest stretch of equal finite values, in the order of arrival.
public struct EqualRun: Sendable, Hashable {
  /// The value; NaN before the first point.
  public private(set) var value = Double.nan
  /// How many points in a row had it.
  public private(set) var count = 0
  /// The step of the first of those points.
  public private(set) var since: Int64 = 0
  /// How far the first of them lies from the value before; infinite if there was none.
  public private(set) var leap = Double.infinity

  init() {}

  mutating func push(_ point: Point) {
    if point.value == value {
      count += 1
    } else {
      leap = value.isNaN ? .infinity : abs(point.value - value)
      value = point.value
      count = 1
      since = point.step
    }
  }

  /// Adds points, as if one by one: only the equal ones at the end matter.
  mutating func push(_ points: Span<Point>) {
    guard let last = points.indices.last else { return }
    var start = last
    while start > 0, points[start - 1].value == points[last].value { start -= 1 }
    // The point before them gives the size of the last change.
    for index in max(0, start - 1)...last { push(points[index]) }
  }
}
