public import Scalars

/// A measure that is reported beside the judged series: a second validation set, an accuracy, an
/// error rate.
public struct OtherSeries: Sendable {
  /// Its name, as reports show it.
  public var name: String
  /// Its points.
  public var tracker: SeriesTracker
  /// Which way it gets better.
  public var direction: Direction
  /// The range of its possible values; nil if it is not known.
  public var bounds: ClosedRange<Double>?

  /// Creates a measure that is reported beside the judged series.
  public init(
    _ name: String, _ tracker: SeriesTracker, direction: Direction,
    bounds: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.tracker = tracker
    self.direction = direction
    self.bounds = bounds
  }
}
