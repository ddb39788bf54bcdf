import LogDirectories
import Scalars

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
  var direction: Direction? { facts.direction }
  var isLoss: Bool { facts.isLoss }
  var isReward: Bool { facts.isReward }
  /// Whether lower is better by name, a loss or another measure of error.
  var isError: Bool { direction == .min }

  /// Whether it has more than one finite value.
  var hasMoved: Bool { statistics.minimum < statistics.maximum }

  /// Whether it is a measure of quality by name, and no reward.
  var isQuality: Bool { direction == .max && !isReward && facts.name?.isStrong == true }

  /// Whether its tag has one of some words.
  func has(_ words: Set<String>) -> Bool { !words.isDisjoint(with: facts.words.all) }
}
