public import Scalars

/// The trackers of a run's series, fed a batch at a time.
///
/// A series has a tracker or is passed over. A batch's points are brought into the order of their trackers
/// first, so that each takes its share at once; the points of one series keep their order.
public struct SeriesTrackers: Sendable {
  private var trackers: [SeriesTracker] = []
  /// Each series' place among the trackers; -1 where it is passed over.
  private var places: [Int] = []
  /// Where each tracker's next point goes, and the points of the batch in the order of their trackers.
  private var ends: [Int] = []
  private var points: [Point] = []
  /// The rows of the batch whose series are tracked.
  private var rows: [UInt16] = []

  /// In a batch of more trackers than this hardly any has several points.
  private static let mostGrouped = 512

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
  public mutating func append(_ tracker: SeriesTracker?) {
    places.append(tracker == nil ? -1 : trackers.count)
    if let tracker { trackers.append(tracker) }
  }

  /// Forgets all series.
  public mutating func removeAll() {
    trackers.removeAll()
    places.removeAll(keepingCapacity: true)
  }

  /// Adds a batch of points of the series there are.
  public mutating func push(_ batch: borrowing ScalarBatch) {
    if trackers.isEmpty { return }
    if trackers.count > Self.mostGrouped {
      for row in 0..<batch.count {
        let place = places[Int(batch.series[row])]
        if place >= 0 { trackers[place].push(batch[row]) }
      }
      return
    }
    group(batch)
    let (sorted, ends) = (points, ends)
    var start = 0
    for (place, end) in ends.enumerated() {
      if start < end { trackers[place].push(sorted.span.extracting(start..<end)) }
      start = end
    }
  }

  /// Sorts the rows of series that are tracked by their trackers, by counting.
  private mutating func group(_ batch: borrowing ScalarBatch) {
    if points.isEmpty {
      points = Array(
        repeating: Point(step: 0, wallTime: 0, value: 0), count: ScalarBatch.capacity)
      rows = Array(repeating: 0, count: ScalarBatch.capacity)
    }
    // In locals, for a span of a property would borrow the whole value.
    let known = places
    let places = known.span
    var (counts, sorted, tracked) = ([Int](repeating: 0, count: trackers.count), points, rows)
    (points, rows) = ([], [])
    let series = batch.series.span.extracting(..<batch.count)
    let (steps, wallTimes, values) = (batch.steps.span, batch.wallTimes.span, batch.values.span)
    var trackedRows = tracked.mutableSpan
    let count = Self.list(series, places, areAll: places.count == counts.count, in: &trackedRows)
    var next = counts.mutableSpan
    for index in 0..<count { next[places[Int(series[Int(trackedRows[index])])]] &+= 1 }
    var start = 0
    for place in next.indices { (next[place], start) = (start, start &+ next[place]) }
    var all = sorted.mutableSpan
    for index in 0..<count {
      let row = Int(trackedRows[index])
      let place = places[Int(series[row])]
      all[next[place]] = Point(step: steps[row], wallTime: wallTimes[row], value: values[row])
      next[place] &+= 1
    }
    (points, rows) = (sorted, tracked)
    ends = counts
  }

  /// Lists the rows of series that are tracked; says how many there are.
  private static func list(
    _ series: Span<UInt32>, _ places: Span<Int>, areAll: Bool, in rows: inout MutableSpan<UInt16>
  ) -> Int {
    var count = 0
    for row in series.indices {
      // Written in any case, and kept by counting on: a branch is foreseen only where tags come in an order.
      rows[count] = UInt16(truncatingIfNeeded: row)
      count &+= areAll ? 1 : 1 &+ places[Int(series[row])] >> 63
    }
    return count
  }
}
