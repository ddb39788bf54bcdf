import LogDirectories
import Scalars

/// A series of a run with the facts that its name and its numbers give.
final class SeriesCandidate {
  let index: Int
  let series: RunSeries
  let statistics: SeriesStatistics
  /// What its tag says.
  let facts: TagNameFacts
  /// The data it was measured on: by its tag, else by its member.
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
  /// Whether its name is that of a measure where lower is better: a loss or another error.
  var isError: Bool { direction == .min }

  /// Whether it has more than one finite value.
  var hasMoved: Bool { statistics.minimum < statistics.maximum }

  /// Whether its name is that of a measure of quality, and not of a reward.
  var isQuality: Bool { direction == .max && !isReward && facts.name?.isStrong == true }

  /// Whether its tag contains one of some words.
  func has(_ words: Set<String>) -> Bool { !words.isDisjoint(with: facts.words.all) }
}
