import LogDirectories

/// The words of a tag, as its role, metric and twin are told by.
///
/// Lower case; split at every character that is no letter or digit, and between the words of `trainLoss`,
/// `TrainLoss` and `KLLoss`, but not within `mAP` or `PCKh`. Words that are usually written apart or together
/// are told alike: `held_out` is `heldout`, `valloss` is `val` and `loss`.
struct TagWords: Hashable {
  /// All words, in the order of the tag.
  let all: [String]

  init(_ tag: String) {
    let characters = Array(tag)
    var words: [String] = []
    var chunk: [String] = []
    var word = ""
    for (index, character) in characters.enumerated() {
      let isPart = character.isLetter || character.isNumber
      if !isPart || Self.beginsWord(at: index, of: characters, after: word) {
        if !word.isEmpty { chunk.append(word.lowercased()) }
        word = ""
      }
      if isPart {
        word.append(character)
      } else if !chunk.isEmpty {
        words += Self.whole(chunk).flatMap(Self.parted)
        chunk = []
      }
    }
    if !word.isEmpty { chunk.append(word.lowercased()) }
    words += Self.whole(chunk).flatMap(Self.parted)
    all = Self.joined(words)
  }

  /// The words of a stretch of letters; those that together are one known name, as of `mIoU` or `MedR`,
  /// are one.
  private static func whole(_ chunk: [String]) -> [String] {
    if chunk.count < 2 { return chunk }
    var rest = chunk[...]
    var words: [String] = []
    while let first = rest.first {
      let joined = first + (rest.dropFirst().first ?? "")
      let isOne = rest.count > 1 && MetricWords.isKnown(joined) && !MetricWords.isKnown(first)
      words.append(isOne ? joined : first)
      rest = rest.dropFirst(isOne ? 2 : 1)
    }
    return words
  }

  /// Whether an upper-case letter begins a word: after a lower-case one, or before three of them.
  private static func beginsWord(
    at index: Int, of characters: [Character], after word: String
  ) -> Bool {
    guard characters[index].isUppercase, let last = word.last else { return false }
    let next = characters.dropFirst(index + 1).prefix(3)
    // `F1Score` is two words, `mAP50B` is one.
    if last.isNumber { return word.count > 1 && next.first?.isLowercase == true }
    if last.isLowercase {
      // `EpRet` is two words, `IoU` is one.
      return word.count > 2 || (word.count == 2 && next.first?.isLowercase == true)
    }
    return last.isUppercase && next.count == 3 && next.allSatisfy(\.isLowercase)
  }

  /// A role and a measure that are written as one word, such as `valloss` or `losstrain`, are two.
  private static func parted(_ word: String) -> [String] {
    if word.count < 4 || RoleWords.role(ofTagWord: word) != nil { return [word] }
    for measure in measures where word.hasSuffix(measure) {
      let role = String(word.dropLast(measure.count))
      if RoleWords.role(ofTagWord: role) != nil { return [role, measure] }
    }
    for role in roles where word.hasPrefix(role) {
      let measure = String(word.dropFirst(role.count))
      if MetricWords.isKnown(measure) { return [role, measure] }
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

  /// Roles of several words are one.
  private static func joined(_ words: [String]) -> [String] {
    let phrases: [([String], String)] = [
      (["held", "out"], "heldout"), (["hold", "out"], "holdout"),
      (["out", "of", "sample"], "oos"), (["in", "sample"], "insample"),
    ]
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

  func contains(_ word: String) -> Bool { all.contains(word) }

  /// The role named by the last of its words that names one: `train/val_loss` is a validation loss.
  var role: Role? { all.lazy.reversed().compactMap { RoleWords.role(ofTagWord: $0) }.first }

  /// Whether its held-out data is a test set rather than a validation set.
  var isTest: Bool {
    let word = all.last { RoleWords.role(ofTagWord: $0) != nil }
    return word.map { ["test", "tests", "testing", "testset", "tst"].contains($0) } ?? false
  }

  /// What is measured: the words without role and noise, sorted, each once.
  ///
  /// `loss_metrics/global_avg_loss`, `validation_metrics/loss` and `train_loss_epoch` measure `loss`.
  var subject: [String] {
    let isTrainInner = contains("train") && contains("inner")
    var words: Set<String> = []
    for (place, word) in all.enumerated() {
      if RoleWords.role(ofTagWord: word) != nil || Self.noise.contains(word) { continue }
      // A number before all words is for sorting: `1_train/loss` beside `2_val/loss`.
      if place == 0, all.count > 1, Int(word) != nil { continue }
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
    "batches", "moving", "ema", "curve", "summary", "history", "plot",
  ]

  private static let synonyms = [
    "losses": "loss", "rew": "reward", "rewards": "reward", "return": "reward",
    "returns": "reward", "err": "error",
    "accuracy": "acc", "perplexity": "ppl", "损失": "loss", "误差": "error", "准确率": "acc",
  ]
}
