import TextFormats

/// What the words of a tag say about the metric.
enum MetricWords {
  /// Whether this names a loss proper.
  static func isLoss(_ words: TagWords) -> Bool {
    words.all.contains {
      $0.hasSuffix("loss") || $0 == "losses" || $0 == "nll" || $0 == "crossentropy"
    }
      || (words.contains("cross") && words.contains("entropy"))
  }

  /// Whether lower is better by name, a loss or another measure of error.
  static func isError(_ words: TagWords) -> Bool { direction(words)?.direction == .minimize }

  /// Which way a metric of this name gets better, and the word that says so; nil for unknown names.
  ///
  /// Of several the last counts: `loss/accuracy` is an accuracy. Digits at a word's end do not matter
  /// (`rouge1`, `mAP50-95`) unless the word is known with them (`f1`).
  static func direction(_ words: TagWords) -> (direction: Direction, word: String)? {
    for word in words.all.reversed() {
      for stem in [word, withoutDigits(word)] {
        if falling.contains(stem) || stem.hasSuffix("loss") { return (.minimize, word) }
        if rising.contains(stem) || stem.hasPrefix("rouge") { return (.maximize, word) }
      }
    }
    if words.contains("cross"), words.contains("entropy") { return (.minimize, "cross entropy") }
    return nil
  }

  /// Whether this is a reward, a score or a preference margin that a policy is trained towards.
  static func isReward(_ words: TagWords) -> Bool {
    let isNamed = words.all.contains { rewards.contains($0) }
    let isScore = words.contains("critic") && words.contains("score")
    return (isNamed || isScore) && !words.all.contains { notTheReward.contains($0) }
  }

  /// Whether this is the learning rate.
  static func isLearningRate(_ words: TagWords) -> Bool {
    let hasWord = words.all.contains { withoutDigits($0) == "lr" || $0 == "learningrate" }
    let hasPair = zip(words.all, words.all.dropFirst()).contains { $0 == ("learning", "rate") }
    return (hasWord || hasPair) && !isLoss(words)
  }

  /// Whether this is the norm of the whole gradient, or of a part of it.
  static func isGradientNorm(_ words: TagWords) -> Bool {
    if words.contains("gnorm") || words.contains("gradnorm") { return true }
    let isGradient = words.all.contains { ["grad", "grads", "gradient", "gradients"].contains($0) }
    return isGradient && words.all.contains { $0 == "norm" || $0 == "l2norm" }
  }

  /// Whether this counts epochs: `epoch`, `train/epoch`.
  static func isEpoch(_ words: TagWords) -> Bool {
    let rest = words.all.filter { RoleWords.role(of: $0) == nil }
    return rest == ["epoch"] || rest == ["epochs"]
  }

  private static func withoutDigits(_ word: String) -> String {
    String(word.dropLast(word.utf8.reversed().prefix(while: isDigit).count))
  }

  private static let falling: Set<String> = [
    "loss", "losses", "error", "err", "perplexity", "ppl", "wer", "cer", "mse", "mae", "rmse",
    "fid", "bpb", "nll", "kl", "mape", "smape", "rmsle", "msle", "ece", "brier", "lpips", "kid",
    "bce", "crossentropy", "eer", "der", "ter", "bpc", "bpd", "cost", "distance",
  ]

  private static let rising: Set<String> = [
    "acc", "accuracy", "f1", "auc", "map", "bleu", "reward", "rewards", "rew", "score", "recall",
    "precision", "iou", "miou", "dice", "psnr", "ssim", "return", "returns", "auroc", "auprc", "ap",
    "ndcg", "mrr", "mcc", "kappa", "r2", "meteor", "cider", "chrf", "success", "elo", "margins",
    "margin", "accuracies", "fscore", "sensitivity", "specificity", "snr",
  ]

  private static let rewards: Set<String> = [
    "reward", "rewards", "rew", "return", "returns", "episodic_return",
  ]

  private static let notTheReward: Set<String> = [
    "std", "len", "length", "chosen", "rejected", "min", "max", "kl", "loss", "clipped", "estimate",
    "var", "variance", "entropy", "frac", "intrinsic", "curiosity", "accuracies", "scale",
  ]
}
