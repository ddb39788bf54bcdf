import LogDirectories
import Scalars
internal import Synchronization

/// Everything that a tag's name says, computed once: thousands of runs log the same few tags.
final class TagNameFacts: Sendable {
  /// The tag's words.
  let words: TagWords
  /// The data it was measured on, by its words.
  let role: Role?
  /// What is measured.
  let subject: [String]
  /// What it is if its counterpart is in the run, too.
  let part: PairedWords.Part?
  /// The metric that it names; nil if no word is known, or if the name is not that of a metric.
  let name: MetricName?
  /// What it is.
  let kind: SeriesKind
  let isLoss: Bool
  let isReward: Bool
  /// Whether it tells how often a policy succeeds or wins.
  let isObjective: Bool
  /// Whether it is a weight of the loss or the stage of a curriculum.
  let isWeight: Bool
  /// The network that it names, of two that oppose each other.
  let network: Adversaries.Network?
  /// Whether it is about chosen and rejected answers.
  let comparesAnswers: Bool

  private init(_ tag: String) {
    words = TagWords(tag)
    role = words.role
    subject = words.subject
    let found = MetricWords.name(in: words)
    kind = SeriesKind(words, tag.lowercased(), found)
    name = kind == .metric ? found : nil
    part = name == nil ? nil : PairedWords.Part(words)
    isLoss = kind == .metric && MetricWords.isLoss(words, found)
    isWeight = WeightWords.isWeight(words)
    isReward = kind == .metric && MetricWords.isReward(words)
    isObjective = kind == .metric && MetricWords.isObjective(words, found)
    network = Adversaries.Network(words)
    comparesAnswers = words.all.contains { Self.answers.contains($0) }
  }

  /// The direction in which it gets better, if a word is known.
  var direction: Direction? { name?.direction }
  /// Whether it is never judged, even if its name looks like a metric's.
  var isBookkeeping: Bool { kind.isBookkeeping }

  private static let answers: Set<String> = [
    "chosen", "rejected", "reject", "margin", "margins",
  ]

  /// At most this many tags are cached.
  fileprivate static let limit = 4_096
  private static let known = Mutex<[String: TagNameFacts]>([:])

  /// The facts of `tag`; safe to call from any thread.
  static func of(_ tag: String) -> TagNameFacts {
    if let facts = known.withLock({ $0[tag] }) { return facts }
    let facts = TagNameFacts(tag)
    known.withLock { if $0.count < limit { $0[tag] = facts } }
    return facts
  }
}

/// The facts of the tags that one thread has met, so that threads need not wait for each other.
struct KnownTagNames {
  private var known: [ByteKey: TagNameFacts] = [:]

  /// The facts of `tag`.
  mutating func facts(of tag: String) -> TagNameFacts {
    let key = ByteKey(tag)
    if let facts = known[key] { return facts }
    let facts = TagNameFacts.of(tag)
    if known.count < TagNameFacts.limit { known[key] = facts }
    return facts
  }
}
