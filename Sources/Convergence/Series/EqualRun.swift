import Scalars

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

  /// Leaves out the points before a step.
  mutating func keep(since step: Int64) { since = max(since, step) }

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
