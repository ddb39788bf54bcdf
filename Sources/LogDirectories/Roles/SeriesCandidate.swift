/// A series of a run with what its names and numbers say about it.
struct SeriesCandidate {
  let index: Int
  let series: RunSeries
  let statistics: SeriesStatistics
  let words: TagWords
  /// What it was measured on: by its tag, else by its member.
  let role: Role?
  let subject: [String]
  let isLoss: Bool
  let isReward: Bool

  init(_ index: Int, _ series: RunSeries, _ statistics: SeriesStatistics) {
    self.index = index
    self.series = series
    self.statistics = statistics
    words = TagWords(series.tag)
    role = words.role ?? series.memberRole
    subject = words.subject
    isLoss = MetricWords.isLoss(words)
    isReward = MetricWords.isReward(words)
  }

  var points: Int { statistics.points }

  /// Whether it is the tag of a framework that no one judges by, whatever its name resembles.
  var isBookkeeping: Bool {
    let tag = series.tag.lowercased()
    let isHelper =
      MetricWords.isLearningRate(words) || MetricWords.isGradientNorm(words)
      || MetricWords.isEpoch(words)
    return isHelper || Self.endings.contains { tag.hasSuffix($0) }
      || Self.beginnings.contains { tag.hasPrefix($0) } || Self.whole.contains(tag)
  }

  private static let endings = [
    "vs samples", "runtime", "per_second", "total_flos", "num_tokens", "tokens_per_sec", "peak_gb",
    "num_input_tokens_seen",
  ]
  private static let beginnings = ["hparam/", "time/", "x/lr", "system/", "perf/", "timing"]
  private static let whole: Set<String> = ["hp_metric", "fps", "global_step", "flops"]
}
