import LogDirectories
import Scalars
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
  static func isError(_ words: TagWords) -> Bool { direction(words)?.direction == .min }

  /// Which way a metric of this name gets better, and the word that says so; nil for unknown names.
  ///
  /// Of several the last counts: `loss/accuracy` is an accuracy. Digits at a word's end do not matter
  /// (`rouge1`, `mAP50-95`) unless the word is known with them (`f1`).
  static func direction(_ words: TagWords) -> (direction: Direction, word: String)? {
    if words.contains("cross"), words.contains("entropy") { return (.min, "cross entropy") }
    for (phrase, direction) in phrases where contains(words, phrase) {
      return (direction, phrase.joined(separator: " "))
    }
    for word in words.all.reversed() {
      for stem in [word, withoutDigits(word)] {
        if falling.contains(stem) || stem.hasSuffix("loss") { return (.min, word) }
        if rising.contains(stem) || stem.hasPrefix("rouge") { return (.max, word) }
      }
    }
    // Words that say nothing beside a better known one: `brier_score`, `top1_err`.
    for word in words.all.reversed() where weaklyRising.contains(withoutDigits(word)) {
      return (.max, word)
    }
    return nil
  }

  private static func contains(_ words: TagWords, _ phrase: [String]) -> Bool {
    words.all.indices.contains { words.all[$0...].starts(with: phrase) }
  }

  /// Names of several words, of which none alone tells.
  private static let phrases: [([String], Direction)] = [
    (["negative", "log", "likelihood"], .min), (["neg", "log", "likelihood"], .min),
    (["log", "likelihood"], .max), (["log", "loss"], .min), (["abs", "rel"], .min),
    (["sq", "rel"], .min), (["exact", "match"], .max), (["c", "index"], .max),
    (["win", "rate"], .max), (["explained", "variance"], .max),
    (["inception", "score"], .max), (["chamfer", "distance"], .min),
    (["false", "positive"], .min), (["false", "negative"], .min),
    (["true", "positive"], .max), (["true", "negative"], .max),
    (["zero", "one"], .min), (["mean", "rank"], .min), (["hit", "rate"], .max),
    (["si", "sdr"], .max),
  ]

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
    let rest = words.all.filter { RoleWords.role(ofTagWord: $0) == nil }
    return rest == ["epoch"] || rest == ["epochs"]
  }

  private static func withoutDigits(_ word: String) -> String {
    String(word.dropLast(word.utf8.reversed().prefix(while: isDigit).count))
  }

  private static let falling: Set<String> = [
    "loss", "losses", "error", "err", "perplexity", "ppl", "wer", "cer", "mse", "mae", "rmse",
    "fid", "bpb", "nll", "kl", "mape", "smape", "rmsle", "msle", "ece", "brier", "lpips", "kid",
    "bce", "crossentropy", "eer", "der", "ter", "bpc", "bpd", "cost", "distance",
    // errors and divergences
    "errors", "xent", "ce", "logloss", "deviance", "regret", "risk", "residual", "divergence",
    "kld",
    "jsd", "emd", "mmd", "wasserstein", "pinball", "crps", "l1", "l2", "huber", "rms", "mre",
    "medae",
    "nmse", "nmae", "nrmse", "wape", "mase", "rse", "rae", "aic", "bic", "hamming",
    "misclassification",
    // vision, motion, depth
    "absrel", "sqrel", "ade", "fde", "minade", "minfde", "epe", "aepe", "nme", "mpjpe", "mpvpe",
    "hd",
    "hausdorff", "assd", "asd", "chamfer", "ate", "rpe", "fvd", "niqe", "brisque", "sfid", "cmmd",
    // speech, sequences, biology
    "per", "mer", "hter", "acer", "wil", "dcf", "mindcf", "mcd", "dtw", "distortion", "levenshtein",
    "rmsd",
    // rates of what goes wrong
    "objective", "penalty", "gap", "fnr", "fpr", "far", "frr", "fdr", "miss", "misses",
    "collisions", "collision", "violations",
    "violation", "hallucination", "toxicity",
  ]

  private static let rising: Set<String> = [
    "acc", "accuracy", "f1", "auc", "map", "bleu", "reward", "rewards", "rew", "recall",
    "precision", "iou", "miou", "dice", "psnr", "ssim", "return", "returns", "auroc", "auprc", "ap",
    "ndcg", "mrr", "mcc", "kappa", "r2", "meteor", "cider", "chrf", "success", "elo", "margins",
    "margin", "accuracies", "fscore", "sensitivity", "specificity", "snr",
    // classification, retrieval, statistics
    "accu", "f1score", "f2", "fbeta", "roc", "auprg", "aupr", "prauc", "tpr", "tnr", "ppv", "npv",
    "gini",
    "hit", "hits", "hr", "pass", "fitness", "jaccard", "dsc", "corr", "correlation", "pearson",
    "spearman", "spearmanr", "kendall", "tau", "cosine", "similarity", "concordance", "ccc", "nse",
    "kge",
    "nmi", "ari", "ami", "silhouette", "purity", "agreement", "coverage", "likelihood", "loglik",
    "elbo", "em", "explained", "corrcoef", "plcc", "srcc", "srocc", "krocc",
    // language and speech
    "bertscore", "bleurt", "comet", "sacrebleu", "spice", "mmlu", "gsm8k", "humaneval", "hellaswag",
    "mos", "utmos", "dnsmos", "pesq", "stoi", "sdr", "sisdr", "sisnr", "sir", "sar",
    // vision, structure
    "pck", "pckh", "oks", "mota", "motp", "idf1", "hota", "mar", "msssim", "vmaf", "clipscore",
    "lddt", "plddt", "gdt", "tm",
    // games and rewards
    "ret", "wins", "winrate", "rating", "trueskill", "goals", "solved", "sharpe", "correct",
  ]

  /// Rising where no other word tells.
  private static let weaklyRising: Set<String> = ["score", "scores", "top", "match", "quality"]

  private static let rewards: Set<String> = [
    "reward", "rewards", "rew", "return", "returns", "ret",
  ]

  private static let notTheReward: Set<String> = [
    "std", "len", "length", "chosen", "rejected", "reject", "min", "max", "kl", "loss", "clipped",
    "estimate",
    "var", "variance", "entropy", "frac", "intrinsic", "curiosity", "accuracies", "scale",
  ]
}
