import Convergence
import LogDirectories
import Scalars

/// The memory into which a thread reads one run after another.
public struct ReadingSpace {
  private var batch = ScalarBatch()
  /// The trackers of the run that was read last.
  private(set) var trackers = SeriesTrackers()
  private var names = KnownTagNames()
  /// Whether each point's index was used as its step.
  private(set) var numbersPoints = false
  /// How many points each series has had, if they are numbered.
  private var counts: [Int64] = []

  /// Creates empty memory.
  public init() {}

  /// Reads all points of a run into trackers of the series for which `isTracked` returns true.
  ///
  /// Counts the bytes on `meter`. With `numbersPoints`, each point's index becomes its step.
  mutating func read(
    _ reader: inout RunReader, _ meter: WorkMeter?, _ request: MetricRequest,
    numbersPoints: Bool = false, isTracked: (Int, RunSeries, TagNameFacts) -> Bool
  ) {
    trackers.removeAll()
    self.numbersPoints = numbersPoints
    counts.removeAll()
    var gauge = RunGauge(meter, size: reader.run.size)
    while true {
      switch reader.read(into: &batch) {
      case .end:
        gauge.end()
        return
      case .startOver:
        trackers.removeAll()
        counts.removeAll()
        gauge.startOver()
      case .batch:
        gauge.note(reader)
        while trackers.count < reader.series.count {
          let series = reader.series[trackers.count]
          let facts = names.facts(of: series.tag)
          let isTracked = isTracked(trackers.count, series, facts)
          trackers.append(
            isTracked ? SeriesTracker(TagHint(series, facts, request: request)) : nil)
        }
        if numbersPoints { numberPoints() }
        trackers.push(batch.sorted)
      }
    }
  }

  /// What the tags of some series say.
  mutating func facts(of series: [RunSeries]) -> [TagNameFacts] {
    series.map { names.facts(of: $0.tag) }
  }

  private mutating func numberPoints() {
    for row in 0..<batch.count {
      let series = Int(batch.series[row])
      while counts.count <= series { counts.append(0) }
      batch.steps[row] = counts[series]
      counts[series] += 1
    }
    batch.sort()
  }
}
