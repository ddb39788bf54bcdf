import LogDirectories
import Scalars
internal import Synchronization

/// All that a tag's name says, found out once: thousands of runs log the same few tags.
final class TagNameFacts: Sendable {
  /// The tag's words.
  let words: TagWords
  /// What it was measured on, by its words.
  let role: Role?
  /// What is measured.
  let subject: [String]
  /// The metric that it names; nil where no word is known, or what it names is no metric.
  let name: MetricName?
  /// What it is.
  let kind: SeriesKind
  let isLoss: Bool
  let isReward: Bool
  /// Whether it is a weight of the loss or the stage of a curriculum.
  let isWeight: Bool

  private init(_ tag: String) {
    words = TagWords(tag)
    role = words.role
    subject = words.subject
    let found = MetricWords.name(in: words)
    kind = SeriesKind(words, tag.lowercased(), found)
    name = kind == .metric ? found : nil
    isLoss = kind == .metric && MetricWords.isLoss(words, found)
    isWeight = WeightWords.isWeight(words)
    isReward = kind == .metric && MetricWords.isReward(words)
  }

  /// Which way it gets better, where a word tells.
  var direction: Direction? { name?.direction }
  /// Whether no one judges by it, whatever its name resembles.
  var isBookkeeping: Bool { kind.isBookkeeping }

  /// More tags than this are not remembered.
  private static let limit = 4_096
  private static let known = Mutex<[String: TagNameFacts]>([:])

  /// The facts of `tag`; may be asked for from any thread.
  static func of(_ tag: String) -> TagNameFacts {
    if let facts = known.withLock({ $0[tag] }) { return facts }
    let facts = TagNameFacts(tag)
    known.withLock { if $0.count < limit { $0[tag] = facts } }
    return facts
  }
}
