import LogDirectories
import Scalars

/// The basis for judging a run.
enum Objective {
  /// A series, and the reason for choosing it.
  case series(SeriesCandidate, MetricReason)
  /// Nothing: two losses oppose each other, and there is no measure of quality.
  case opposing(Adversaries)
  /// Nothing: there is no series.
  case nothing
}

extension SeriesChooser {
  /// The basis for judging a run with these series.
  func judged(_ usable: [SeriesCandidate]) -> Objective {
    if let rating = rating(usable) { return .series(rating, .rating) }
    if let (metric, reason) = reward(usable) ?? comparison(usable) {
      return .series(metric, reason)
    }
    if let adversaries = Adversaries(usable) {
      let others = usable.filter { !adversaries.include($0) }
      let quality = others.filter { !$0.isLoss && $0.direction != nil }.min(by: isBetterNamed)
      if let quality { return .series(quality, .namedMetric) }
      if let (metric, reason) = loss(others) { return .series(metric, reason) }
      return .opposing(adversaries)
    }
    if let (metric, reason) = loss(usable) { return .series(metric, reason) }
    let named = usable.filter { $0.direction != nil }
    if let metric = named.min(by: isBetterNamed) { return .series(metric, .namedMetric) }
    return usable.first.map { .series($0, .first) } ?? .nothing
  }

  /// The loss to judge by (held-out before train), or the measure of quality that replaces it; nil
  /// if there is none.
  private func loss(_ usable: [SeriesCandidate]) -> (SeriesCandidate, MetricReason)? {
    let validation = heldOut(usable)
    let losses = validation.filter(\.isLoss)
    let measures = losses.isEmpty ? validation.filter { isMeasure($0, usable) } : losses
    let paired = measures.filter { twin(of: $0, among: usable) != nil }
    let train = trainLoss(usable)
    if let metric = (paired.isEmpty ? measures : paired).min(by: isBetterValidation) {
      if let train, metric.points < Self.shortValidation, train.points >= 2 * Self.shortValidation {
        return (train, .train(validationIsShort: true))
      }
      if !metric.isLoss { return (metric, .heldOutMeasure) }
      return (metric, paired.isEmpty ? .validation : .pairedValidation)
    }
    if let train, let quality = quality(usable, beside: train) { return (quality, .heldOutMeasure) }
    // An error that names no data, such as FID, is not a training loss.
    return train.map {
      ($0, $0.isLoss || $0.role == .train ? .train(validationIsShort: false) : .namedMetric)
    }
  }

  /// The series measured on held-out data.
  ///
  /// If no name says so, a loss logged once per epoch counts as held-out if a training loss has the
  /// same name, such as WeNet's `epoch/loss` beside `train/train_loss`.
  func heldOut(_ usable: [SeriesCandidate]) -> [SeriesCandidate] {
    let named = usable.filter { $0.role == .validation }
    if !named.isEmpty { return named }
    let train = usable.filter { $0.role == .train && $0.isLoss }
    return usable.filter { candidate in
      candidate.role == nil && candidate.isLoss && candidate.words.all.first == "epoch"
        && train.contains {
          $0.subject == candidate.subject && $0.points >= 4 * candidate.points
        }
    }
  }

  /// Whether a held-out series other than a loss can replace one.
  ///
  /// True for an error measure; for a measure of quality with enough points for a verdict; and for
  /// an unknown name that was logged for training, too (CatBoost's `Quantile`, `L_train` beside
  /// `L_val`).
  private func isMeasure(_ candidate: SeriesCandidate, _ usable: [SeriesCandidate]) -> Bool {
    if let direction = candidate.direction {
      return direction == .min || isQuality(candidate)
    }
    if usable.contains(where: \.isLoss) { return false }
    return usable.contains {
      $0.index != candidate.index && $0.role != .validation
        && ($0.series.tag == candidate.series.tag
          || ($0.role == .train && $0.subject == candidate.subject))
    }
  }

  private func trainLoss(_ usable: [SeriesCandidate]) -> SeriesCandidate? {
    let train = usable.filter { $0.role != .validation }
    let losses = train.filter(\.isLoss)
    let errors = train.filter(\.isError)
    return (losses.isEmpty ? errors : losses).min(by: isBetterTrain)
  }

  // MARK: Reinforcement

  /// A rating against other players; in self-play the reward cannot show progress, the rating can.
  private func rating(_ usable: [SeriesCandidate]) -> SeriesCandidate? {
    usable.filter { candidate in
      candidate.facts.name.map { Self.ratings.contains($0.text) } ?? false
        && candidate.points >= Self.shortValidation
    }.min { rewardRank($0).lexicographicallyPrecedes(rewardRank($1)) }
  }

  private static let ratings: Set<String> = ["elo", "trueskill", "rating", "ratings"]

  /// The reward that a policy is trained to maximize; nil if the run has none.
  ///
  /// For a reward model, a higher mean reward is not better: it learns to distinguish chosen from
  /// rejected answers.
  private func reward(_ usable: [SeriesCandidate]) -> (SeriesCandidate, MetricReason)? {
    if comparesAnswers { return nil }
    let rewards = usable.filter { $0.isReward || $0.isCoreOfVerl }
    return rewards.min { rewardRank($0).lexicographicallyPrecedes(rewardRank($1)) }
      .map { ($0, .reward) }
  }

  private func rewardRank(_ candidate: SeriesCandidate) -> [Int] {
    let isPlain = candidate.subject == ["reward"]
    let isShort = candidate.points < Self.shortValidation
    return [
      isShort || !candidate.hasMoved ? 1 : 0, candidate.role == .validation ? 0 : 1,
      isPlain ? 0 : 1, candidate.subject.count,
      // A real episode's return comes before one that a world model imagined.
      candidate.has(["episode", "ep", "episodic", "rollout"]) ? 0 : 1, candidate.index,
    ]
  }

  // MARK: Preferences and reward models

  /// Whether the training learns to distinguish chosen from rejected answers, instead of maximizing
  /// a reward.
  var comparesAnswers: Bool { all.contains(where: \.facts.comparesAnswers) }

  /// The series by which a training on pairs of answers is judged; nil for other trainings.
  ///
  /// A policy trained on preferences is judged by its margins, else by how often it prefers the
  /// chosen answer. A reward model is judged by its held-out loss, else by its accuracy, else by
  /// its margins.
  private func comparison(_ usable: [SeriesCandidate]) -> (SeriesCandidate, MetricReason)? {
    guard comparesAnswers else { return nil }
    let margins = usable.filter { $0.has(["margin", "margins"]) }
    let isPolicy = all.contains { $0.has(["logps"]) } || margins.contains { $0.has(["rewards"]) }
    let accuracies = usable.filter {
      $0.direction == .max && $0.has(["accuracy", "accuracies", "acc"])
    }
    let hasLoss = heldOut(usable).contains(where: \.isLoss)
    if !isPolicy, hasLoss { return nil }
    let groups = isPolicy ? [margins, accuracies] : [accuracies, margins]
    let found = groups.lazy.compactMap { group in
      group.min { rewardRank($0).lexicographicallyPrecedes(rewardRank($1)) }
    }.first
    return found.map { ($0, .preference) }
  }
}

extension SeriesCandidate {
  /// Whether verl counts it as a core metric of its validation: `val-core/gsm8k/acc/mean@1`.
  var isCoreOfVerl: Bool {
    role == .validation && direction == .max && words.all.starts(with: ["val", "core"])
      && !has(["best", "worst", "maj", "std"])
  }

  /// Whether it is the reward of answers in a training that compares answers.
  ///
  /// Then neither direction is better: the lowest reward of a good reward model falls.
  var isScoreOfAnswers: Bool {
    has(["reward", "rewards"])
      && !has(["margin", "margins", "accuracy", "accuracies", "acc"])
  }
}
