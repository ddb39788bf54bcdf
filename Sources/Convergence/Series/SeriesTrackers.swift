public import Scalars

/// The trackers of a run's series, fed a batch at a time.
///
/// A batch's points are brought into the order of their series first, so that each tracker takes its
/// share at once; the points of one series keep their order.
public struct SeriesTrackers: Sendable {
  /// The trackers, in the order of the series' numbers.
  public private(set) var all: [SeriesTracker] = []
  /// Where each series' next point goes, and the points of the batch in the order of their series.
  private var ends: [Int] = []
  private var points: [Point] = []

  /// In a batch of more series than this hardly any has several points.
  private static let mostGrouped = 512

  /// Creates the trackers of a run without series.
  public init() {}

  /// How many series there are.
  public var count: Int { all.count }

  /// Adds the tracker of the next series.
  public mutating func append(_ tracker: SeriesTracker) { all.append(tracker) }

  /// Forgets all series.
  public mutating func removeAll() { all.removeAll() }

  /// Adds a batch whose series all have trackers.
  public mutating func push(_ batch: borrowing ScalarBatch) {
    if count > Self.mostGrouped {
      for row in 0..<batch.count { all[Int(batch.series[row])].push(batch[row]) }
      return
    }
    group(batch)
    let (sorted, ends) = (points, ends)
    var start = 0
    for (number, end) in ends.enumerated() {
      if start < end { all[number].push(sorted.span.extracting(start..<end)) }
      start = end
    }
  }

  /// Sorts the rows by series, by counting.
  private mutating func group(_ batch: borrowing ScalarBatch) {
    var places = [Int](repeating: 0, count: count)
    let (series, steps) = (batch.series.span, batch.steps.span)
    let (wallTimes, values) = (batch.wallTimes.span, batch.values.span)
    for row in 0..<batch.count { places[Int(series[row])] += 1 }
    var start = 0
    for number in places.indices { (places[number], start) = (start, start + places[number]) }
    if points.isEmpty {
      points = Array(
        repeating: Point(step: 0, wallTime: 0, value: 0), count: ScalarBatch.capacity)
    }
    // In locals, for a span of a property would borrow the whole value.
    var sorted = points
    points = []
    var next = places.mutableSpan
    var all = sorted.mutableSpan
    for row in 0..<batch.count {
      let number = Int(series[row])
      all[next[number]] = Point(step: steps[row], wallTime: wallTimes[row], value: values[row])
      next[number] += 1
    }
    points = sorted
    ends = places
  }
}
