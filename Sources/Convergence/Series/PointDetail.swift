import Scalars

/// What only single points show: spikes, means that restart, the grid of the values.
public struct PointDetail: Sendable {
  /// Spikes to the bad side.
  public private(set) var spikes: SpikeDetector
  /// The share of values far from the rolling mean, as OLMo 2 counts it.
  public private(set) var score = SpikeScore()
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
    grid.push(point.value)
    restarts.push(point)
  }

  /// Adds points, as if one by one; each detector takes the whole batch in turn.
  mutating func push(_ points: Span<Point>) {
    spikes.push(points)
    score.push(points)
    grid.push(points)
    restarts.push(points)
  }
}
