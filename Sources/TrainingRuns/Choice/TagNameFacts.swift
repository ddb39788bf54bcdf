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
  let isLoss: Bool
  let isReward: Bool
  let isLearningRate: Bool
  let isGradientNorm: Bool
  let isEpoch: Bool
  /// Which way it gets better, where a word tells.
  let direction: Direction?
  /// Whether it is the tag of a framework that no one judges by, whatever its name resembles.
  let isBookkeeping: Bool

  private init(_ tag: String) {
    words = TagWords(tag)
    role = words.role
    subject = words.subject
    isLoss = MetricWords.isLoss(words)
    isReward = MetricWords.isReward(words)
    isLearningRate = MetricWords.isLearningRate(words)
    isGradientNorm = MetricWords.isGradientNorm(words)
    isEpoch = MetricWords.isEpoch(words)
    direction = MetricWords.direction(words)?.direction
    let lower = tag.lowercased()
    isBookkeeping =
      isLearningRate || isGradientNorm || isEpoch
      || Self.endings.contains { lower.hasSuffix($0) }
      || Self.beginnings.contains { lower.hasPrefix($0) } || Self.whole.contains(lower)
  }

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

  private static let endings = [
    "vs samples", "runtime", "per_second", "total_flos", "num_tokens", "tokens_per_sec", "peak_gb",
    "num_input_tokens_seen",
  ]
  private static let beginnings = ["hparam/", "time/", "x/lr", "system/", "perf/", "timing"]
  private static let whole: Set<String> = ["hp_metric", "fps", "global_step", "flops"]
}
