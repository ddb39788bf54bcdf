import LogDirectories

/// A series of a run with what its names and numbers say about it.
final class SeriesCandidate {
  let index: Int
  let series: RunSeries
  let statistics: SeriesStatistics
  /// What its tag says.
  let facts: TagNameFacts
  /// What it was measured on: by its tag, else by its member.
  let role: Role?

  init(_ index: Int, _ series: RunSeries, _ statistics: SeriesStatistics) {
    self.index = index
    self.series = series
    self.statistics = statistics
    facts = TagNameFacts.of(series.tag)
    role = facts.role ?? series.memberRole
  }

  var points: Int { statistics.points }
  var words: TagWords { facts.words }
  var subject: [String] { facts.subject }
  var isLoss: Bool { facts.isLoss }
  var isReward: Bool { facts.isReward }
  var isBookkeeping: Bool { facts.isBookkeeping }
}
