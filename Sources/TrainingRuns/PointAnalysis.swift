import Convergence
import LogDirectories
public import Scalars

extension RunAnalyzer {
  /// The analysis of points in memory, as if a run had logged them.
  ///
  /// - Parameters:
  ///   - series: The points of each tag, in the order in which they were logged.
  ///   - name: The name of the run in the result.
  ///
  /// - Returns: An analysis without files; steps that go back are taken as logged.
  public func analyze(
    _ series: [(tag: String, points: [Point])], name: String = "points"
  ) -> AnalyzedRun {
    let names = series.map { RunSeries(tag: $0.tag, numberType: .float64) }
    var trackers = SeriesTrackers()
    var statistics: [SeriesStatistics] = []
    for (name, points) in zip(names, series.map(\.points)) {
      var tracker = SeriesTracker(TagHint(name, request: request))
      var statistic = SeriesStatistics()
      for point in points {
        tracker.push(point)
        statistic.add(point)
      }
      trackers.append(tracker)
      statistics.append(statistic)
    }
    let choice = JudgedSeries.choose(names, statistics, request: request)
    var result = AnalyzedRun(run: name)
    summarize(&result, choice, names, statistics, ReadingNotes(), trackers)
    result.reading.points = statistics.reduce(0) { $0 + Int64($1.points) }
    return result
  }

  /// The analysis of one series, given its values at steps 0, 1, 2, ….
  public func analyze(_ values: [Double], tag: String = "loss") -> AnalyzedRun {
    let points = values.enumerated().map { step, value in
      Point(step: Int64(step), wallTime: .nan, value: value)
    }
    return analyze([(tag, points)], name: tag)
  }
}
