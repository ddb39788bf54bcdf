import LogDirectories
import Scalars
import TextFormats

/// A metric's name as it was found in a tag.
struct MetricName: Sendable {
  /// Which way it gets better.
  let direction: Direction
  /// The range of its values.
  let range: MetricRange
  /// The words of the tag that make it up.
  let words: Range<Int>
  /// Those words, to be shown.
  let text: String
  /// Whether it names the metric at any position, even beside other metrics' names.
  let isStrong: Bool
}

/// What the words of a tag say about the metric.
enum MetricWords {
  /// The metric that a tag names; nil for unknown names.
  ///
  /// If a tag names several metrics, the last one counts: `loss/accuracy` is an accuracy. If
  /// several end at the same word, the longest one counts. A measure that is also used as a
  /// training loss counts as a loss if the tag calls it one: `loss_dice`.
  static func name(in words: TagWords) -> MetricName? {
    let strong = last(in: words, isStrong: true, \.strong)
    guard let name = strong ?? last(in: words, isStrong: false, \.weak) else { return nil }
    let isTerm =
      name.isStrong && name.direction == .max
      && !neverLosses.contains(words.all[name.words.lowerBound])
    if isTerm, let place = words.facts[..<name.words.lowerBound].lastIndex(where: \.isLoss) {
      return MetricName(
        direction: .min, range: .open, words: place..<place + 1, text: words.all[place],
        isStrong: true)
    }
    return isTurned(name, in: words) ? turned(name, in: words) : name
  }

  /// Whether the word before a name turns its direction: `1-ssim`, `-elbo`, `inv_acc`, `neg_psnr`.
  ///
  /// A negative accuracy or similarity is that of negative examples: their names stay as they are.
  private static func isTurned(_ name: MetricName, in words: TagWords) -> Bool {
    guard name.direction == .max, name.words.lowerBound > 0 else { return false }
    return switch words.all[name.words.lowerBound - 1] {
    case "minus", "inv", "inverse": true
    case "neg", "negative": name.range == .open
    default: false
    }
  }

  private static func turned(_ name: MetricName, in words: TagWords) -> MetricName {
    let range = name.words.lowerBound - 1..<name.words.upperBound
    return MetricName(
      direction: .min, range: name.range == .share || name.range == .open ? name.range : .positive,
      words: range, text: words.all[range].joined(separator: " "), isStrong: name.isStrong)
  }

  /// Whether a tag names an actual loss, by the metric found in it.
  static func isLoss(_ words: TagWords, _ name: MetricName?) -> Bool {
    guard name?.direction == .min else { return false }
    return words.facts.contains(where: \.isLoss)
      || (words.contains("cross") && words.contains("entropy"))
  }

  /// Whether this is a reward, a score or a preference margin that a policy is trained towards.
  static func isReward(_ words: TagWords) -> Bool {
    let isNamed = words.all.contains { rewards.contains($0) }
    let isScore =
      words.contains("score") && (words.contains("critic") || words.contains("episode"))
    return (isNamed || isScore) && !words.all.contains { notTheReward.contains($0) }
  }

  /// Whether this is what a policy is trained for, other than a reward: how often it succeeds or
  /// wins.
  static func isObjective(_ words: TagWords, _ name: MetricName?) -> Bool {
    guard let name, name.direction == .max else { return false }
    return words.all[name.words].contains { objectives.contains($0) }
  }

  /// A word without the digits at its end.
  static func withoutDigits(_ word: String) -> String {
    String(word.dropLast(word.utf8.reversed().prefix(while: isDigit).count))
  }

  private static func last(
    in words: TagWords, isStrong: Bool, _ phrases: (WordFacts) -> [MetricPhrase]
  ) -> MetricName? {
    for place in words.facts.indices.reversed() {
      for phrase in phrases(words.facts[place]) where phrase.ends(at: place, in: words.facts) {
        let range = place + 1 - phrase.words.count..<place + 1
        return MetricName(
          direction: phrase.family.direction, range: phrase.family.range, words: range,
          text: words.all[range].joined(separator: " "), isStrong: isStrong)
      }
    }
    return nil
  }

  /// Quality measures that are never training losses, even in a group called `loss`.
  private static let neverLosses: Set<String> = [
    "accuracy", "acc", "accu", "accuracies", "auc", "auroc", "f1", "fscore", "reward", "rewards",
    "return", "returns", "precision", "recall", "correct", "map", "bleu", "psnr", "准确率",
  ]

  private static let rewards: Set<String> = [
    "reward", "rewards", "rew", "return", "returns", "ret", "eprewmean",
  ]

  private static let objectives: Set<String> = [
    "success", "successes", "successful", "win", "wins", "won", "winrate", "winrates", "victory",
    "victories", "solve", "solved", "goals", "reached", "spl",
  ]

  private static let notTheReward: Set<String> = [
    "std", "len", "length", "chosen", "rejected", "reject", "min", "max", "kl", "loss", "clipped",
    "estimate", "var", "variance", "entropy", "frac", "intrinsic", "curiosity", "accuracies",
    "scale",
  ]
}
