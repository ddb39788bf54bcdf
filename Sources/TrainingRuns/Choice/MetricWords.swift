import LogDirectories
import Scalars
import TextFormats

/// A metric's name as it was found in a tag.
struct MetricName: Sendable {
  /// Which way it gets better.
  let direction: Direction
  /// Where its values can lie.
  let range: MetricRange
  /// The words of the tag that make it up.
  let words: Range<Int>
  /// Those words, to be shown.
  let text: String
  /// Whether it says it wherever it stands, beside other names too.
  let isStrong: Bool
}

/// What the words of a tag say about the metric.
enum MetricWords {
  /// The metric that a tag names; nil for unknown names.
  ///
  /// Of several the last counts: `loss/accuracy` is an accuracy. Of those that end at one word the longest
  /// counts. A measure that people also train on is a loss where it is called one: `loss_dice`.
  static func name(in words: TagWords) -> MetricName? {
    guard let name = last(of: strong, in: words, isStrong: true) else {
      return last(of: weak, in: words, isStrong: false)
    }
    let isTerm =
      name.direction == .max && !neverLosses.contains(words.all[name.words.lowerBound])
    if isTerm, let place = words.all[..<name.words.lowerBound].lastIndex(where: isLossWord) {
      return MetricName(
        direction: .min, range: .open, words: place..<place + 1, text: words.all[place],
        isStrong: true)
    }
    return name
  }

  /// Whether a tag names a loss proper, going by the metric found in it.
  static func isLoss(_ words: TagWords, _ name: MetricName?) -> Bool {
    guard name?.direction == .min else { return false }
    return words.all.contains(where: isLossWord)
      || (words.contains("cross") && words.contains("entropy"))
  }

  /// Whether this is a reward, a score or a preference margin that a policy is trained towards.
  static func isReward(_ words: TagWords) -> Bool {
    let isNamed = words.all.contains { rewards.contains($0) }
    let isScore = words.contains("critic") && words.contains("score")
    return (isNamed || isScore) && !words.all.contains { notTheReward.contains($0) }
  }

  /// Whether a word alone names a metric, wherever it stands; only of three letters and more.
  static func isKnown(_ word: String) -> Bool {
    word.utf8.count >= 3
      && nearForms(of: word).contains { strong[$0]?.contains { $0.words.count == 1 } == true }
  }

  /// A word without the digits at its end.
  static func withoutDigits(_ word: String) -> String {
    String(word.dropLast(word.utf8.reversed().prefix(while: isDigit).count))
  }

  private static func isLossWord(_ word: String) -> Bool {
    word.hasSuffix("loss") || ["losses", "nll", "crossentropy", "损失"].contains(word)
  }

  // MARK: Finding names

  /// A name of the table in its words.
  private struct Phrase: Sendable {
    let words: [String]
    let family: MetricFamily
  }

  /// Phrases by their last words, the longest first.
  private typealias Index = [String: [Phrase]]

  private static let strong = index(MetricNames.strong)
  private static let weak = index(MetricNames.weak)

  private static func index(_ families: [MetricFamily]) -> Index {
    var index: Index = [:]
    for family in families {
      for name in family.names.split(separator: " ") {
        let words = name.split(separator: "_").map(String.init)
        guard let last = words.last else { continue }
        index[last, default: []].append(Phrase(words: words, family: family))
      }
    }
    return index.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }

  private static func last(of index: Index, in words: TagWords, isStrong: Bool) -> MetricName? {
    for place in words.all.indices.reversed() {
      for form in forms(of: words.all[place]) {
        for phrase in index[form] ?? [] where ends(phrase, at: place, form, in: words.all) {
          let range = place + 1 - phrase.words.count..<place + 1
          return MetricName(
            direction: phrase.family.direction, range: phrase.family.range, words: range,
            text: words.all[range].joined(separator: " "), isStrong: isStrong)
        }
      }
    }
    return nil
  }

  private static func ends(
    _ phrase: Phrase, at place: Int, _ form: String, in words: [String]
  ) -> Bool {
    guard place + 1 >= phrase.words.count else { return false }
    let before = words[place + 1 - phrase.words.count..<place]
    return zip(before, phrase.words).allSatisfy { $0 == $1 || forms(of: $0).contains($1) }
  }

  /// What a word may be known as, the nearest first: ``nearForms(of:)``, then by the measure at its end or
  /// at its beginning; `#` is any number.
  private static func forms(of word: String) -> [String] {
    if word.utf8.allSatisfy(isDigit) || word == "k" { return [word, "#"] }
    var forms = nearForms(of: word)
    if !spreads.contains(word) {
      forms += endings.filter { word.utf8.count > $0.utf8.count && word.hasSuffix($0) }
      forms += beginnings.filter { word.utf8.count > $0.utf8.count && word.hasPrefix($0) }
    }
    return forms
  }

  /// A word itself, without digits, in the singular, and without the `m` for a mean.
  private static func nearForms(of word: String) -> [String] {
    var forms = [word]
    let letters = String(word.prefix { !$0.isNumber })
    if letters.count >= 2, letters != word { forms.append(letters) }
    if letters.count >= 4, letters.hasSuffix("s") { forms.append(String(letters.dropLast())) }
    if letters.hasPrefix("m"), letters.count >= 5 || meanless.contains(letters) {
      forms.append(String(letters.dropFirst()))
    }
    return forms
  }

  private static let meanless: Set<String> = ["macc", "miou", "mauc"]

  /// Measures that stand at the end of words written together: `top1err`, `bboxloss`.
  private static let endings = [
    "loss", "losses", "error", "err", "accuracy", "acc", "perplexity", "rmse", "mse", "iou", "auc",
    "dice", "psnr", "ssim", "fscore", "recall", "precision", "similarity", "reward", "bleu",
    "distance", "likelihood",
  ]
  private static let beginnings = ["rouge", "chrf", "bleu", "ndcg", "recall", "precision"]

  /// Measures of quality that are none of training, even in a group called `loss`.
  private static let neverLosses: Set<String> = [
    "accuracy", "acc", "accu", "accuracies", "auc", "auroc", "f1", "fscore", "reward", "rewards",
    "return", "returns", "precision", "recall", "correct", "map", "bleu", "psnr", "准确率",
  ]

  /// Words that make of a metric how it spreads.
  static let spreads: Set<String> = [
    "std", "stddev", "stdev", "std_dev", "var", "variance", "stderr", "len", "length", "lengths",
    "frac", "fraction",
  ]

  private static let rewards: Set<String> = [
    "reward", "rewards", "rew", "return", "returns", "ret", "eprewmean",
  ]

  private static let notTheReward: Set<String> = [
    "std", "len", "length", "chosen", "rejected", "reject", "min", "max", "kl", "loss", "clipped",
    "estimate", "var", "variance", "entropy", "frac", "intrinsic", "curiosity", "accuracies",
    "scale",
  ]
}
