import LogDirectories
import Scalars

/// The kind of a series by its name: something to judge by, or a setting, a count, an inner
/// working.
enum SeriesKind: Sendable, Hashable {
  /// Something that may be judged: a loss, an error, a score, or an unknown name.
  case metric
  /// The learning rate.
  case learningRate
  /// The norm of the gradient, whole or in parts.
  case gradientNorm
  /// Epochs, counted.
  case epoch
  /// Time, speed and what the machine is doing.
  case throughput
  /// How much has been done so far: tokens, samples, steps.
  case count
  /// A weight of a loss term, a temperature, a scale: a setting that is logged.
  case coefficient
  /// An inner quantity without a better direction: entropy, an episode's length, a chosen answer's
  /// reward.
  case inner

  /// Whether it is never judged, even if there is nothing else.
  var isBookkeeping: Bool { self != .metric && self != .inner }

  /// Whether the judge may need the series.
  var helpsToJudge: Bool {
    switch self {
    case .metric, .learningRate, .gradientNorm, .epoch: true
    case .throughput, .count, .coefficient, .inner: false
    }
  }

  /// The kind of a tag, from its words, its text in lower case and the metric that it names.
  init(_ words: TagWords, _ tag: String, _ name: MetricName?) {
    let isLoss = MetricWords.isLoss(words, name)
    if Self.isLearningRate(words), !isLoss {
      self = .learningRate
    } else if Self.isGradientNorm(words) {
      self = .gradientNorm
    } else if Self.isEpoch(words) {
      self = .epoch
    } else if Self.isThroughput(words, tag, name) {
      self = .throughput
    } else if Self.isCoefficient(words, name) {
      self = .coefficient
    } else if Self.isCount(words, name) {
      self = .count
    } else {
      self = !isLoss && Self.isInner(words, tag, name) ? .inner : .metric
    }
  }

  private static func isLearningRate(_ words: TagWords) -> Bool {
    let pairs = zip(words.all, words.all.dropFirst())
    return words.all.contains { rates.contains(MetricWords.withoutDigits($0)) }
      || pairs.contains { $0.0 == "learning" && ($0.1 == "rate" || $0.1 == "rates") }
  }

  private static func isGradientNorm(_ words: TagWords) -> Bool {
    if words.contains("gnorm") || words.contains("gradnorm") { return true }
    let isGradient = words.all.contains { gradients.contains($0) }
    return isGradient && words.all.contains { $0 == "norm" || $0 == "norms" || $0 == "l2norm" }
  }

  private static func isEpoch(_ words: TagWords) -> Bool {
    let rest = words.facts.filter { $0.role == nil }.map(\.word)
    return rest == ["epoch"] || rest == ["epochs"]
  }

  private static func isThroughput(_ words: TagWords, _ tag: String, _ name: MetricName?) -> Bool {
    if endings.contains(where: { tag.hasSuffix($0) }) || whole.contains(tag) { return true }
    if beginnings.contains(where: { tag.hasPrefix($0) }) { return true }
    return name?.isStrong != true && words.all.contains { machine.contains($0) }
  }

  /// Whether a setting's word comes after the words that name a metric: `kl_weight`, but not
  /// `weight_error`.
  private static func isCoefficient(_ words: TagWords, _ name: MetricName?) -> Bool {
    let start = name?.words.upperBound ?? 0
    let places = words.all.indices.filter { $0 >= start }
    let isSetting = places.contains { place in
      // A correlation coefficient is not the coefficient of a loss term.
      if place == start, name?.direction == .max, words.all[place].hasPrefix("coef") {
        return false
      }
      let isNumbered = place + 1 < words.all.count && Int(words.all[place + 1]) != nil
      let word = MetricWords.withoutDigits(words.all[place])
      if name == nil { return settings.contains(word) && !weights.contains(word) }
      return settings.contains(word) && !isNumbered
    }
    let isNorm = words.all.last == "norm" && words.all.contains { parameters.contains($0) }
    return isSetting || isNorm
  }

  private static func isCount(_ words: TagWords, _ name: MetricName?) -> Bool {
    guard name == nil, let last = words.all.last else { return false }
    return counted.contains(last) || words.all.contains { counts.contains($0) }
  }

  private static func isInner(_ words: TagWords, _ tag: String, _ name: MetricName?) -> Bool {
    let rest = words.all[(name?.words.upperBound ?? 0)...]
    if rest.contains(where: { WordFacts.spreads.contains($0) }) { return true }
    if words.contains("entropy"), name == nil { return true }
    let isPreference = words.contains("margins") || words.contains("margin")
    if !isPreference, words.all.contains(where: { compared.contains($0) }) { return true }
    // A divergence from the reference model is an inner working; a divergence on held-out data is a
    // measure.
    let isDivergence = name?.text == "kl" || name?.text.hasPrefix("kl ") == true
    if isDivergence, words.role != .validation { return true }
    if words.contains("clip"), rest.contains("ratio") { return true }
    return name == nil && words.all.contains { workings.contains($0) }
  }

  // MARK: Words

  private static let rates: Set<String> = ["lr", "lrs", "learningrate", "学习率"]
  private static let gradients: Set<String> = ["grad", "grads", "gradient", "gradients"]
  private static let parameters: Set<String> = [
    "param", "params", "parameter", "parameters", "weight", "weights", "update", "activation",
  ]
  private static let endings = [
    "vs samples", "runtime", "per_second", "total_flos", "num_tokens", "tokens_per_sec", "peak_gb",
    "num_input_tokens_seen",
  ]
  private static let beginnings = ["hparam/", "time/", "x/lr", "system/", "perf/", "timing"]
  private static let whole: Set<String> = ["hp_metric", "fps", "global_step", "flops"]
  private static let machine: Set<String> = [
    "time", "seconds", "second", "sec", "ms", "hours", "minutes", "eta", "elapsed", "duration",
    "latency", "runtime", "walltime", "fps", "sps", "tps", "tgs", "qps", "throughput", "speed",
    "flops", "tflops", "mfu", "hfu", "memory", "mem", "gpu", "cpu", "ram", "vram",
    "timing", "timers", "timer",
  ]
  private static let settings: Set<String> = [
    "weight", "weights", "coef", "coeff", "coefs", "coefficient", "coefficients", "beta", "betas",
    "alpha", "lambda", "gamma", "temperature", "temp", "eps", "epsilon", "momentum", "dropout",
    "scale", "decay", "warmup", "exploration", "annealing", "multiplier", "threshold",
  ]
  /// They mean a setting only after a metric's name (`kl_weight`); alone they mean a network's
  /// weights.
  private static let weights: Set<String> = ["weight", "weights"]
  private static let counted: Set<String> = [
    "step", "steps", "iteration", "iterations", "iter", "iters", "updates", "samples",
    "examples", "episodes", "batches", "size",
  ]
  private static let counts: Set<String> = [
    "num", "count", "counts", "tokens", "consumed", "trainable", "timesteps",
  ]
  private static let compared: Set<String> = ["chosen", "rejected", "reject", "logps", "logits"]
  private static let workings: Set<String> = [
    "logprobs", "clipfrac", "clip", "clipped", "advantage", "advantages", "value", "values",
    "estimate", "qvals", "q1", "q2", "weight", "weights",
  ]
}
