import LogDirectories

/// The words of a tag, from which its role, its metric and its twin are found.
///
/// Lower case; split at every character other than a letter or digit, and between the words of
/// `trainLoss`, `TrainLoss` and `KLLoss`, but not within `mAP` or `PCKh`. Words that some write as
/// one word and others as two are treated alike: `held_out` is `heldout`, `valloss` is `val` and
/// `loss`.
struct TagWords {
  /// All words, in the order of the tag.
  let all: [String]
  /// The facts of each word.
  let facts: [WordFacts]

  init(_ tag: String) {
    let characters = Array(tag)
    let kinds = characters.map(CharacterKind.init)
    var words: [String] = []
    var chunk: [String] = []
    var start: Int?
    for index in kinds.indices {
      let isPart = kinds[index] != .other
      if let begun = start, !isPart || Self.beginsWord(at: index, of: kinds, since: begun) {
        chunk.append(String(characters[begun..<index]).lowercased())
        start = nil
      }
      if isPart {
        start = start ?? index
      } else if !chunk.isEmpty {
        words += Self.whole(chunk).flatMap { WordFacts.of($0).parts }
        chunk = []
      }
      if characters[index] == "-", Self.isMinus(at: index, in: characters) {
        words.append("minus")
      }
    }
    if let start { chunk.append(String(characters[start...]).lowercased()) }
    words += Self.whole(chunk).flatMap { WordFacts.of($0).parts }
    all = Self.joined(words)
    facts = all.map { WordFacts.of($0) }
  }

  /// The words of a sequence of letters; words that together make one known name, as in `mIoU` or
  /// `MedR`, become one.
  private static func whole(_ chunk: [String]) -> [String] {
    if chunk.count < 2 { return chunk }
    var rest = chunk[...]
    var words: [String] = []
    while let first = rest.first {
      let joined = first + (rest.dropFirst().first ?? "")
      let isOne = rest.count > 1 && WordFacts.of(joined).isKnown && !WordFacts.of(first).isKnown
      words.append(isOne ? joined : first)
      rest = rest.dropFirst(isOne ? 2 : 1)
    }
    return words
  }

  /// Whether an upper-case letter begins a word: it does after a lower-case letter, or before three
  /// lower-case letters.
  private static func beginsWord(
    at index: Int, of kinds: [CharacterKind], since start: Int
  ) -> Bool {
    guard kinds[index] == .upper else { return false }
    let (last, length) = (kinds[index - 1], index - start)
    let next = kinds[(index + 1)...].prefix(3)
    // `F1Score` is two words, `mAP50B` is one.
    if last == .number { return length > 1 && next.first == .lower }
    if last == .lower {
      // `EpRet` is two words, `IoU` is one.
      return length > 2 || (length == 2 && next.first == .lower)
    }
    return last == .upper && next.count == 3 && next.allSatisfy { $0 == .lower }
  }

  /// Whether the hyphen at `index` begins a part of the tag, or stands after a 1 that does:
  /// `-elbo`, `val/1-ssim`, `1 - IoU`, but not `top-1-acc`.
  private static func isMinus(at index: Int, in characters: [Character]) -> Bool {
    let before = characters[..<index].reversed().drop { $0 == " " }
    let outer = before.first == "1" ? before.dropFirst() : before
    return outer.first.map { "/ (".contains($0) } ?? true
  }

  /// Replaces phrases of several words that name a role by a single word.
  private static func joined(_ words: [String]) -> [String] {
    if !words.contains(where: { phraseStarts.contains($0) }) { return words }
    var rest = words[...]
    var result: [String] = []
    while let first = rest.first {
      if let (phrase, word) = phrases.first(where: { rest.starts(with: $0.0) }) {
        result.append(word)
        rest = rest.dropFirst(phrase.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static let phrases: [([String], String)] = [
    (["held", "out"], "heldout"), (["hold", "out"], "holdout"),
    (["out", "of", "sample"], "oos"), (["in", "sample"], "insample"),
    (["out", "of", "domain"], "outofdomain"),
  ]
  private static let phraseStarts = Set(phrases.compactMap(\.0.first))

  func contains(_ word: String) -> Bool { all.contains(word) }

  /// The role that its last role word names: `train/val_loss` is a validation loss.
  var role: Role? { facts.last { $0.role != nil }?.role }

  /// Whether its held-out data is a test set rather than a validation set.
  var isTest: Bool {
    let word = facts.last { $0.role != nil }?.word
    return word.map { ["test", "tests", "testing", "testset", "tst"].contains($0) } ?? false
  }

  /// The measure: the words without role and noise, sorted, each once.
  ///
  /// `loss_metrics/global_avg_loss`, `validation_metrics/loss` and `train_loss_epoch` measure
  /// `loss`.
  var subject: [String] {
    let isTrainInner = contains("train") && contains("inner")
    var words: Set<String> = []
    for (place, word) in all.enumerated() {
      if facts[place].role != nil || Self.noise.contains(word) { continue }
      // A number before all words or before the role only serves sorting (`1_train/loss` beside
      // `2_val/loss`), and so does a letter before the role.
      let isBeforeRole = place + 1 < all.count && facts[place + 1].role != nil
      if place == 0 ? all.count > 1 : isBeforeRole, Int(word) != nil { continue }
      if isBeforeRole, word == "a" || word == "b" { continue }
      if isTrainInner, word == "inner" { continue }
      // `dataloader_idx_0` names a validation set.
      if word == "dataloader" || word == "idx" { continue }
      if place > 0, all[place - 1] == "idx", Int(word) != nil { continue }
      words.insert(Self.synonyms[word] ?? word)
    }
    return words.sorted()
  }

  private static let noise: Set<String> = [
    "global", "avg", "mean", "epoch", "step", "total", "metrics", "average", "metric", "batch",
    "iter", "iteration", "iterations", "vs", "samples", "rollout", "ep", "cumulative", "episode",
    "episodic",
    "charts", "environment", "running", "smoothed", "reduced", "stats", "statistics", "current",
    "log", "logs", "scalar", "scalars", "set", "data", "dataset", "split", "mini", "minibatch",
    "batches", "moving", "ema", "curve", "summary", "history", "plot", "minus",
  ]

  private static let synonyms = [
    "losses": "loss", "rew": "reward", "rewards": "reward", "return": "reward",
    "returns": "reward", "err": "error",
    "accuracy": "acc", "perplexity": "ppl", "损失": "loss", "误差": "error", "准确率": "acc",
  ]
}
