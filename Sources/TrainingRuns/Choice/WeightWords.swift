/// Words for logged settings that increase the loss when they rise: weights of its terms, and the
/// difficulty of its task.
///
/// To teach a name, add its word.
enum WeightWords {
  /// Whether a larger value makes the task easier: a temperature, or a share of teacher forcing.
  static func isInverse(_ words: TagWords) -> Bool {
    words.all.contains { inverse.contains($0) }
      || zip(words.all, words.all.dropFirst()).contains {
        inversePairs.contains($0 + " " + $1)
      }
  }

  /// Whether this is the weight of a term of the loss, or the stage of a curriculum.
  static func isWeight(_ words: TagWords) -> Bool {
    let phrases = zip(words.all, words.all.dropFirst()).map { $0 + " " + $1 }
    if phrases.contains(where: { pairs.contains($0) || inversePairs.contains($0) }) { return true }
    if isOfNetwork(words) { return words.all.contains { stages.contains($0) } }
    if isInverse(words) { return true }
    return words.all.contains { weights.contains($0) || stages.contains($0) }
      && !words.all.contains { others.contains($0) }
  }

  /// Whether it belongs to a part of the network or to the optimizer: `layer1/alpha`,
  /// `blocks.3.gamma`; but not if it names a term of the loss.
  private static func isOfNetwork(_ words: TagWords) -> Bool {
    words.all.contains { parts.contains(MetricWords.withoutDigits($0)) }
      && !words.all.contains { terms.contains($0) }
  }

  private static let weights: Set<String> = [
    "weight", "coef", "coeff", "coefficient", "lambda", "beta", "alpha", "gamma", "anneal",
    "annealing", "multiplier", "lam", "lamda", "lmbda", "wt", "kappa",
  ]

  private static let stages: Set<String> = [
    "curriculum", "difficulty", "stage", "seqlen", "horizon", "masking",
  ]

  private static let parts: Set<String> = [
    "layer", "layers", "block", "blocks", "encoder", "decoder", "module", "backbone", "net",
    "network", "model", "attn", "attention", "head", "heads", "bn", "ln", "batchnorm", "layernorm",
    "param", "params", "parameter", "parameters", "logit", "logits", "gate", "gates", "prelu",
    "lora", "conv", "learned", "learnable", "optim", "optimizer", "optimiser", "adam", "adamw",
    "sgd", "lion",
  ]

  private static let terms: Set<String> = [
    "kl", "kld", "loss", "recon", "reconstruction", "adv", "adversarial", "gp", "penalty", "cycle",
    "aux", "commitment", "regularization",
  ]

  private static let pairs: Set<String> = [
    "sequence length", "seq len", "seq length", "context length", "max length", "mask ratio",
    "mask rate", "masking ratio", "noise level", "noise scale", "loss weight",
    "loss weights", "loss coef", "loss coefs", "loss coefficient", "loss coefficients",
    "crop size", "image size", "task level",
  ]

  private static let inverse: Set<String> = ["temperature", "temp", "tau"]
  private static let inversePairs: Set<String> = [
    "teacher forcing", "forcing ratio", "sampling prob", "scheduled sampling", "keep prob",
  ]

  /// Words of statistics of a network's own weights, and of settings of an optimizer.
  private static let others: Set<String> = [
    "norm", "mean", "std", "min", "max", "var", "hist", "histogram", "layer", "conv", "rms", "grad",
    "gradient", "decay", "sparsity", "adam", "momentum", "reward", "accuracy", "acc", "error",
  ]
}
