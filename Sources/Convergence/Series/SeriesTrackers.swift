public import Scalars

/// The trackers of a run's series, fed one batch at a time.
///
/// A series has a tracker or is skipped. Each tracker takes its points of a batch at once.
public struct SeriesTrackers: Sendable {
  private var trackers: [SeriesTracker] = []
  /// Each series' index among the trackers; -1 if it is not tracked.
  private var places: [Int] = []

  /// Creates the trackers of a run without series.
  public init() {}

  /// How many series there are.
  public var count: Int { places.count }

  /// Whether the series exists and is tracked.
  public func isTracked(_ series: Int) -> Bool {
    places.indices.contains(series) && places[series] >= 0
  }

  /// The tracker of a series; `nil` if the series is skipped or does not exist.
  public subscript(series: Int) -> SeriesTracker? {
    isTracked(series) ? trackers[places[series]] : nil
  }

  /// Adds the next series, to be tracked or skipped.
  public mutating func append(_ tracker: consuming SeriesTracker?) {
    places.append(tracker == nil ? -1 : trackers.count)
    if let tracker = consume tracker { trackers.append(tracker) }
  }

  /// Forgets all series.
  public mutating func removeAll() {
    trackers.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Adds the points of a batch, all of known series.
  public mutating func push(_ batch: borrowing PointSorter) {
    let points = batch.points
    for group in batch.groups where places[group.series] >= 0 {
      trackers[places[group.series]].push(points.span.extracting(group.range))
    }
  }
}
