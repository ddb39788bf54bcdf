public import LogDirectories
public import Scalars

/// What the caller asked for instead of leaving the choice of series to their names.
public struct MetricRequest: Sendable, Hashable {
  /// The tag to judge by; with `member/` before it if several members have the tag.
  public var metric: String?
  /// The tag of the training series to compare the metric with.
  public var train: String?
  /// The direction in which the metric gets better.
  public var direction: Direction?

  /// Creates a request; by default nothing is asked for.
  public init(metric: String? = nil, train: String? = nil, direction: Direction? = nil) {
    self.metric = metric
    self.train = train
    self.direction = direction
  }

  /// Whether the caller named a series, to judge by or to compare with, in any case (upper or
  /// lower).
  func asks(for series: RunSeries) -> Bool {
    [metric, train].compactMap { $0?.lowercased() }.contains { (name: String) in
      name == series.tag.lowercased() || name == series.name.lowercased()
    }
  }
}

extension JudgedSeries {
  /// Chooses the series to judge from all series of a run and what one pass learned of them.
  ///
  /// If the requested metric does not exist, `metric` is nil. Deterministic; a hundred tags take
  /// well under a millisecond.
  public static func choose(
    _ series: [RunSeries], _ statistics: [SeriesStatistics],
    request: MetricRequest = MetricRequest()
  ) -> JudgedSeries {
    let facts = series.map { TagNameFacts.of($0.tag) }
    return SeriesChooser(series, facts, statistics, request: request).choose()
  }

  /// Whether a series is likely to be chosen, judging by its name alone; any other may be chosen,
  /// too.
  ///
  /// Known before any point is read. In most logs with many tags, few series are likely to be
  /// chosen.
  static func mayChoose(
    _ series: RunSeries, _ facts: TagNameFacts, request: MetricRequest
  ) -> Bool {
    let isNamed = facts.kind == .metric ? facts.direction != nil : facts.kind.helpsToJudge
    return isNamed || facts.isWeight || facts.role == .validation || series.memberRole != nil
      || request.asks(for: series)
  }

  /// The numbers of all series that were chosen.
  public var numbers: [Int] {
    [metric, paired, learningRate, gradientNorm, epoch].compactMap(\.self) + otherValidation
      + others.map(\.index) + weights
  }
}
