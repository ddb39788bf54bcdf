import LogDirectories
import Scalars
internal import Synchronization
import TextFormats

/// The possible meanings of one lower-case word of a tag; cached, because logs with many tags have
/// few words.
final class WordFacts: Sendable {
  let word: String
  /// The data that it names, if it names some.
  let role: Role?
  /// The forms under which it may be known, the nearest first.
  let forms: [String]
  /// The names of metrics that may end with it, the nearest form first, then the longest first.
  let strong: [MetricPhrase]
  /// The same for names that count only if no other does.
  let weak: [MetricPhrase]
  /// Whether the word alone names a metric, at any position; only words of at least three letters.
  let isKnown: Bool
  /// Whether the word means an actual loss.
  let isLoss: Bool
  /// The words that it is made of: only itself, or a role and a measure.
  let parts: [String]

  private init(_ word: String) {
    self.word = word
    role = RoleWords.role(ofTagWord: word)
    let near = Self.nearForms(of: word)
    let forms = Self.forms(of: word, near)
    self.forms = forms
    strong = forms.flatMap { MetricPhrase.strong[$0] }
    weak = forms.flatMap { MetricPhrase.weak[$0] }
    isKnown =
      word.utf8.count >= 3
      && near.contains { MetricPhrase.strong[$0].contains { $0.words.count == 1 } }
    parts = role == nil ? Self.parted(word) : [word]
    isLoss = word.hasSuffix("loss") || Self.losses.contains(word)
  }

  // MARK: Memory

  /// At most this many words are cached.
  private static let limit = 8_192
  private static let known = Mutex<[String: WordFacts]>([:])

  /// The facts of a word; safe to call from any thread.
  static func of(_ word: String) -> WordFacts {
    if let facts = known.withLock({ $0[word] }) { return facts }
    let facts = WordFacts(word)
    known.withLock { if $0.count < limit { $0[word] = facts } }
    return facts
  }

  // MARK: Words written together

  /// Splits a role and a measure that are written as one word, such as `valloss` or `losstrain`.
  private static func parted(_ word: String) -> [String] {
    if word.utf8.count < 4 { return [word] }
    for measure in measures where word.hasSuffix(measure) {
      let role = String(word.dropLast(measure.count))
      if of(role).role != nil || PairedWords.letters.contains(role) { return [role, measure] }
    }
    for role in roles where word.hasPrefix(role) {
      let measure = String(word.dropFirst(role.count))
      if of(measure).isKnown { return [role, measure] }
    }
    for role in roles where word.hasSuffix(role) {
      let measure = String(word.dropLast(role.count))
      if measures.contains(measure) { return [measure, role] }
    }
    return [word]
  }

  private static let measures = [
    "loss", "acc", "accuracy", "error", "ppl", "mse", "mae", "rmse", "损失", "误差",
  ]
  private static let roles = ["train", "valid", "val", "test", "eval", "dev", "训练", "验证", "测试"]

  // MARK: Forms

  /// ``nearForms(of:)``, then the measure at the word's end or at its beginning; `#` stands for any
  /// number.
  private static func forms(of word: String, _ near: [String]) -> [String] {
    if word.utf8.allSatisfy(isDigit) || word == "k" { return [word, "#"] }
    if spreads.contains(word) { return near }
    return near + endings.filter { word.utf8.count > $0.utf8.count && word.hasSuffix($0) }
      + beginnings.filter { word.utf8.count > $0.utf8.count && word.hasPrefix($0) }
  }

  /// The word itself; then without digits, in the singular, and without the `m` of a mean.
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

  private static let losses: Set<String> = ["losses", "nll", "crossentropy", "cost", "损失"]
  private static let meanless: Set<String> = ["macc", "miou", "mauc"]

  /// Measures that end a word which joins two: `top1err`, `bboxloss`.
  private static let endings = [
    "loss", "losses", "error", "err", "accuracy", "acc", "perplexity", "rmse", "mse", "iou", "auc",
    "dice", "psnr", "ssim", "fscore", "recall", "precision", "similarity", "reward", "bleu",
    "distance", "likelihood",
  ]
  private static let beginnings = ["rouge", "chrf", "bleu", "ndcg", "recall", "precision"]

  /// Words such as `std`: with one of these, the name of a metric means its spread.
  static let spreads: Set<String> = [
    "std", "stddev", "stdev", "var", "variance", "stderr", "len", "length", "lengths", "frac",
    "fraction",
  ]
}
