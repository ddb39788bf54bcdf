public import Scalars

/// The trackers of a run's series, fed a batch at a time.
///
/// A series has a tracker or is passed over. Of a batch each tracker takes its share at once.
public struct SeriesTrackers: Sendable {
  private var trackers: [SeriesTracker] = []
  /// Each series' index among the trackers; -1 if it is not tracked.
  private var places: [Int] = []

  /// Creates the trackers of a run without series.
  public init() {}

  /// How many series there are.
  public var count: Int { places.count }

  /// Whether there is such a series and it is tracked.
  public func isTracked(_ series: Int) -> Bool {
    places.indices.contains(series) && places[series] >= 0
  }

  /// The tracker of a series; `nil` for one that is passed over or that there is not.
  public subscript(series: Int) -> SeriesTracker? {
    isTracked(series) ? trackers[places[series]] : nil
  }

  /// Adds the next series, to be tracked or to be passed over.
  public mutating func append(_ tracker: consuming SeriesTracker?) {
    places.append(tracker == nil ? -1 : trackers.count)
    if let tracker = consume tracker { trackers.append(tracker) }
  }

  /// Forgets all series.
  public mutating func removeAll() {
    trackers.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Adds the points of a batch, all of series there are.
  public mutating func push(_ batch: borrowing PointSorter) {
    let points = batch.points
    for group in batch.groups where places[group.series] >= 0 {
      trackers[places[group.series]].push(points.span.extracting(group.range))
    }
  }
}
