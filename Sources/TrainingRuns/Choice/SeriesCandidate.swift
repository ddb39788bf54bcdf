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
  /// What is measured.
  let subject: [String]

  init(
    _ index: Int, _ series: RunSeries, _ statistics: SeriesStatistics, _ facts: TagNameFacts,
    beside paired: PairedWords
  ) {
    self.index = index
    self.series = series
    self.statistics = statistics
    self.facts = facts
    let part = paired.part(of: facts)
    role = part?.role ?? facts.role ?? series.memberRole
    subject = part?.subject ?? facts.subject
  }

  var points: Int { statistics.points }
  var words: TagWords { facts.words }
  var direction: Direction? { facts.direction }
  var isLoss: Bool { facts.isLoss }
  var isReward: Bool { facts.isReward }
  /// Whether its name is that of a measure where lower is better: a loss or another error.
  var isError: Bool { direction == .min }

  /// The range of its possible values; nil if its name tells none, or if its values are beyond it.
  var bounds: ClosedRange<Double>? {
    facts.name?.range.bounds(from: statistics.minimum, to: statistics.maximum)
  }

  /// Whether it has more than one finite value.
  var hasMoved: Bool { statistics.minimum < statistics.maximum }

  /// Whether its name is that of a measure of quality, and not of a reward.
  var isQuality: Bool { direction == .max && !isReward && facts.name?.isStrong == true }

  /// Whether its tag contains one of some words.
  func has(_ words: Set<String>) -> Bool { !words.isDisjoint(with: facts.words.all) }
}
