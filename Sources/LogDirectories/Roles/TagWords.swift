/// The words of a tag, as its role, metric and twin are told by.
///
/// Lower case; split at every character that is no letter or digit, and between `trainLoss`'s words.
struct TagWords: Hashable {
  /// All words, in the order of the tag.
  let all: [String]

  init(_ tag: String) {
    var words: [String] = []
    var word = ""
    for character in tag {
      let isBoundary = character.isUppercase && word.count > 2 && word.allSatisfy(\.isLowercase)
      if isBoundary || !(character.isLetter || character.isNumber) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if character.isLetter || character.isNumber { word.append(character) }
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    all = words
  }

  func contains(_ word: String) -> Bool { all.contains(word) }

  /// The role named by the last of its words that names one: `train/val_loss` is a validation loss.
  var role: Role? { all.lazy.reversed().compactMap { RoleWords.role(of: $0) }.first }

  /// Whether its held-out data is a test set rather than a validation set.
  var isTest: Bool { all.last { RoleWords.role(of: $0) != nil } == "test" }

  /// What is measured: the words without role and noise, sorted, each once.
  ///
  /// `loss_metrics/global_avg_loss`, `validation_metrics/loss` and `train_loss_epoch` measure `loss`.
  var subject: [String] {
    let isTrainInner = contains("train") && contains("inner")
    var words: Set<String> = []
    for (place, word) in all.enumerated() {
      if RoleWords.role(of: word) != nil || Self.noise.contains(word) { continue }
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
    "charts", "environment", "running", "smoothed",
  ]

  private static let synonyms = [
    "losses": "loss", "rew": "reward", "rewards": "reward", "return": "reward",
    "returns": "reward", "err": "error",
    "accuracy": "acc", "perplexity": "ppl",
  ]
}
