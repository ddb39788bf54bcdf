import Scalars

/// The range of a run's steps and times, as far as it matters for whether another run continues it.
public struct RunExtent: Sendable, Hashable {
  /// The full names of its series with more than one point; each occurs once.
  let names: [String]
  /// Each series' first and last step, in the order of `names`.
  let steps: [ClosedRange<Int64>]
  /// The first wall time of any point; NaN if none has one.
  let firstWallTime: Double
  /// The usual distance between steps of the longest series.
  let stride: Int64
  /// The stride of each series: an evaluation's first step is as far after the last one as
  /// evaluations are apart.
  let strides: [Int64]

  /// The extent of a run that has been read.
  public init(_ series: [RunSeries], _ statistics: [SeriesStatistics]) {
    var names: [String] = []
    var steps: [ClosedRange<Int64>] = []
    var strides: [Int64] = []
    names.reserveCapacity(series.count)
    steps.reserveCapacity(series.count)
    var first = Double.infinity
    var longest: SeriesStatistics?
    for (series, statistics) in zip(series, statistics) {
      let time = statistics.first.wallTime
      if time.isFinite, time < first { first = time }
      guard statistics.points > 1 else { continue }
      if statistics.points > longest?.points ?? 0 { longest = statistics }
      names.append(series.name)
      steps.append(statistics.minimumStep...statistics.maximumStep)
      strides.append(Self.stride(of: statistics))
    }
    // Only members can give two series the same full name: a member `a` with `b/c` beside `a/b`
    // with `c`.
    if series.last?.member ?? 0 > 0, Set(names).count < names.count {
      let last = Dictionary(zip(names, steps)) { $1 }
      let lastStrides = Dictionary(zip(names, strides)) { $1 }
      names = last.keys.sorted()
      steps = names.compactMap { last[$0] }
      strides = names.compactMap { lastStrides[$0] }
    }
    self.names = names
    self.steps = steps
    self.strides = strides
    firstWallTime = first.isFinite ? first : .nan
    stride = longest.map(Self.stride) ?? 1
  }

  /// The usual distance between a series' steps.
  private static func stride(of statistics: SeriesStatistics) -> Int64 {
    let (span, overflow) = statistics.maximumStep.subtractingReportingOverflow(
      statistics.minimumStep)
    return overflow ? .max : max(1, span / Int64(max(1, statistics.points - 1)))
  }

  /// The range in which a series must begin in a run that continues this one; nil if there is none.
  ///
  /// `place` is the index of the series in this run.
  ///
  /// A resumed job starts from a late checkpoint. So its first step must be in the second half,
  /// must not be a first step that is slightly off, and must be at most three strides after the
  /// last step.
  func resumableSteps(_ place: Int) -> ClosedRange<Int64>? {
    let stride = max(stride, strides[place])
    let steps = steps[place]
    let middle = steps.lowerBound / 2 + steps.upperBound / 2
    let (next, isLast) = steps.lowerBound.addingReportingOverflow(1)
    let (slack, slackOverflows) = stride.multipliedReportingOverflow(by: 3)
    let (limit, overflows) = steps.upperBound.addingReportingOverflow(
      slackOverflows ? .max : slack)
    let (low, high) = (max(next, middle), overflows ? .max : limit)
    return isLast || low > high ? nil : low...high
  }
}
