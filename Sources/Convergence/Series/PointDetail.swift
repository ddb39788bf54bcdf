import Scalars

/// What only single points show: spikes, surges, runs of equal values, the grid values lie on.
public struct PointDetail: Sendable {
  /// Spikes to the bad side.
  public private(set) var spikes: SpikeDetector
  /// The share of values far off the rolling mean, as OLMo 2 counts it.
  public private(set) var score = SpikeScore()
  /// The run of equal values at the end.
  public private(set) var equalRun = EqualRun()
  /// The grid of decimal fractions on which all values lie.
  public private(set) var grid = DecimalGrid()

  init(direction: Direction) { spikes = SpikeDetector(direction: direction) }

  mutating func push(_ point: Point) {
    spikes.push(point)
    score.push(point.value)
    equalRun.push(point)
    grid.push(point.value)
  }

  /// Adds points, as if one after another: one part after the other, each with its state at hand.
  mutating func push(_ points: Span<Point>) {
    spikes.push(points)
    score.push(points)
    equalRun.push(points)
    grid.push(points)
  }
}

/// The latest run of equal finite values, in the order of arrival.
public struct EqualRun: Sendable, Hashable {
  /// The value; NaN before the first point.
  public private(set) var value = Double.nan
  /// How many points running had it.
  public private(set) var count = 0
  /// The step of the first of them.
  public private(set) var since: Int64 = 0

  init() {}

  mutating func push(_ point: Point) {
    if point.value == value {
      count += 1
    } else {
      value = point.value
      count = 1
      since = point.step
    }
  }

  /// Adds points, as if one after another: only the last ones that are equal say something.
  mutating func push(_ points: Span<Point>) {
    guard let last = points.indices.last else { return }
    var start = last
    while start > 0, points[start - 1].value == points[last].value { start -= 1 }
    for index in start...last { push(points[index]) }
  }
}

/// The coarsest grid 1, 0.1, 0.01, … 10⁻⁷ on which all values of a series lie, as loggers round them.
public struct DecimalGrid: Sendable, Hashable {
  private static let finest = 7
  /// Around this number doubles are the integers.
  private static let unitSpacing = 0x1.8p52
  private var inverse = 1.0
  private var digits = 0

  init() {}

  /// The distance of neighbouring values; `nil` where values are not rounded to 7 digits.
  public var resolution: Double? { digits > Self.finest ? nil : 1 / inverse }

  mutating func push(_ value: Double) {
    if digits > Self.finest { return }
    while !holds(value) {
      digits += 1
      inverse *= 10
      if digits > Self.finest { return }
    }
  }

  /// Adds values, until there is no grid left for them.
  mutating func push(_ points: Span<Point>) {
    for index in points.indices {
      if digits > Self.finest { return }
      push(points[index].value)
    }
  }

  /// Whether a value is on the grid, as far as a float32 can tell.
  private func holds(_ value: Double) -> Bool {
    let scaled = value * inverse
    // The nearest integer without a call; where doubles have no fractions any more it is near enough.
    let nearest = (scaled + Self.unitSpacing) - Self.unitSpacing
    return abs(scaled - nearest) <= 1e-9 + abs(scaled) * 6.1e-8
  }
}
