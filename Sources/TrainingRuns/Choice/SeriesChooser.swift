import LogDirectories
import Scalars
import TextFormats

/// Chooses the series of a run to judge, by the names its framework gave them.
///
/// The rule, first match wins: what the caller asked for; the reward, where there is one; a validation
/// loss paired with a train loss; any validation loss; a train loss; any metric whose name says which
/// way it gets better; the first series. Series with a single point stand back behind all others.
struct SeriesChooser {
  /// A validation series shorter than this gives way to a train series at least twice as long.
  static let shortValidation = 5

  private let all: [SeriesCandidate]
  private let request: MetricRequest

  init(_ series: [RunSeries], _ statistics: [SeriesStatistics], request: MetricRequest) {
    self.request = request
    all = series.indices.map { index in
      SeriesCandidate(
        index, series[index],
        index < statistics.count ? statistics[index] : SeriesStatistics())
    }.filter { $0.points > 0 }
  }

  func choose() -> JudgedSeries {
    var chosen = JudgedSeries()
    let usable = usable()
    if let asked = request.metric {
      chosen.metric = Self.find(asked, in: all)?.index
      chosen.reason = .asked
    } else if let (candidate, reason) = judged(usable) {
      chosen.metric = candidate.index
      chosen.reason = reason
    }
    chosen.learningRate = best(
      all.filter { $0.facts.isLearningRate }, Self.isBetterRate)
    chosen.gradientNorm = best(
      all.filter { $0.facts.isGradientNorm }, Self.isBetterNorm)
    chosen.epoch = best(all.filter { $0.facts.isEpoch }, Self.isBetterEpoch)
    if let metric = all.first(where: { $0.index == chosen.metric }) {
      complete(&chosen, metric, usable)
    }
    return chosen
  }

  private func complete(
    _ chosen: inout JudgedSeries, _ metric: SeriesCandidate, _ usable: [SeriesCandidate]
  ) {
    chosen.metricIsValidation =
      metric.role == .validation || heldOut(usable).contains { $0.index == metric.index }
    (chosen.direction, chosen.directionReason) = direction(of: metric)
    let train =
      request.train.map { Self.find($0, in: all) }
      ?? (chosen.metricIsValidation ? twin(of: metric, among: usable) : nil)
    chosen.paired = train?.index
    if let train { chosen.axis = Self.axis(metric, train) }
    chosen.otherValidation = usable.filter {
      $0.role == .validation && $0.index != metric.index
        && ($0.isLoss || MetricWords.isError($0.words))
    }.map(\.index)
  }

  /// The series that may be judged: those with a single point only where there are no others.
  private func usable() -> [SeriesCandidate] {
    let trainLoss = all.first { $0.series.tag.lowercased() == "train/loss" }
    let open = all.filter { candidate in
      // The Trainer's closing mean of the whole run stands beside the real series.
      let isClosingMean =
        candidate.series.tag.lowercased() == "train/train_loss"
        && (trainLoss?.points ?? 0) > candidate.points
      return !candidate.isBookkeeping && !isClosingMean
    }
    let long = open.filter { $0.points > 1 }
    return long.isEmpty ? open : long
  }

  // MARK: What is judged

  private func judged(_ usable: [SeriesCandidate]) -> (SeriesCandidate, MetricReason)? {
    if let reward = reward(usable) { return (reward, .reward) }
    if let quality = qualityBesideAdversaries(usable) { return (quality, .namedMetric) }
    let validation = heldOut(usable)
    let losses = validation.filter(\.isLoss)
    let measures = losses.isEmpty ? validation.filter { isMeasure($0, usable) } : losses
    let paired = measures.filter { twin(of: $0, among: usable) != nil }
    let train = trainLoss(usable)
    if let metric = (paired.isEmpty ? measures : paired).min(by: isBetterValidation) {
      if let train, metric.points < Self.shortValidation, train.points >= 2 * Self.shortValidation {
        return (train, .train(validationIsShort: true))
      }
      return (metric, paired.isEmpty ? .validation : .pairedValidation)
    }
    if let train { return (train, .train(validationIsShort: false)) }
    let named = usable.filter { MetricWords.direction($0.words) != nil }
    if let metric = named.min(by: isBetterNamed) { return (metric, .namedMetric) }
    return usable.first.map { ($0, .first) }
  }

  /// The series measured on held-out data.
  ///
  /// Where no name says so, a loss once an epoch beside the train loss of the same name, such as WeNet's
  /// `epoch/loss` beside `train/train_loss`, is one.
  private func heldOut(_ usable: [SeriesCandidate]) -> [SeriesCandidate] {
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

  /// A measure of quality where two losses oppose each other, generator and discriminator: neither tells.
  private func qualityBesideAdversaries(_ usable: [SeriesCandidate]) -> SeriesCandidate? {
    func has(_ names: Set<String>) -> Bool {
      usable.contains { $0.isLoss && !names.isDisjoint(with: $0.words.all) }
    }
    guard has(["g", "gen", "generator", "netg"]),
      has(["d", "disc", "discriminator", "critic", "netd"])
    else { return nil }
    return usable.filter { !$0.isLoss && MetricWords.direction($0.words) != nil }
      .min(by: isBetterNamed)
  }

  /// Whether a held-out series that is no loss can stand for one: an error measure, or any series that
  /// was logged under the same tag for training (CatBoost's `Quantile`).
  private func isMeasure(_ candidate: SeriesCandidate, _ usable: [SeriesCandidate]) -> Bool {
    if MetricWords.direction(candidate.words)?.direction == .max { return false }
    if MetricWords.isError(candidate.words) { return true }
    return usable.contains {
      $0.series.tag == candidate.series.tag && $0.role != .validation && $0.index != candidate.index
    }
  }

  private func trainLoss(_ usable: [SeriesCandidate]) -> SeriesCandidate? {
    let train = usable.filter { $0.role != .validation }
    let losses = train.filter(\.isLoss)
    let errors = train.filter { MetricWords.isError($0.words) }
    return (losses.isEmpty ? errors : losses).min(by: isBetterTrain)
  }

  /// The reward to judge by; nil where the run has none.
  ///
  /// Of a reward model the mean reward has no better side: it learns to tell chosen from rejected.
  private func reward(_ usable: [SeriesCandidate]) -> SeriesCandidate? {
    let comparesAnswers = usable.contains { candidate in
      ["chosen", "rejected", "reject"].contains { candidate.words.contains($0) }
    }
    let rewards = usable.filter { candidate in
      candidate.isReward
        && (!comparesAnswers || candidate.words.contains("margins")
          || candidate.words.contains("margin"))
    }
    return rewards.min { rewardRank($0).lexicographicallyPrecedes(rewardRank($1)) }
  }

  private func rewardRank(_ candidate: SeriesCandidate) -> [Int] {
    let words = candidate.words
    let isMargin = words.contains("margins") || words.contains("margin")
    let isPlain = candidate.subject == ["reward"]
    let isShort = candidate.points < Self.shortValidation
    return [
      isShort ? 1 : 0, candidate.role == .validation ? 0 : 1, isPlain ? 0 : isMargin ? 1 : 2,
      candidate.subject.count, candidate.index,
    ]
  }

  // MARK: Order among candidates

  private func isBetterValidation(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    validationRank(a).lexicographicallyPrecedes(validationRank(b))
  }

  private func validationRank(_ candidate: SeriesCandidate) -> [Int] {
    // The plain loss before its parts; an epoch's value before a batch's; validation before test.
    [
      candidate.words.isTest ? 1 : 0, candidate.subject == ["loss"] ? 0 : 1,
      candidate.isLoss ? 0 : 1, candidate.words.contains("step") ? 1 : 0,
      candidate.words.contains("iterations") || candidate.words.contains("batch") ? 1 : 0,
      candidate.subject.count, candidate.words.contains("total") ? 0 : 1,
      -candidate.points, candidate.index,
    ]
  }

  private func isBetterTrain(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    trainRank(a).lexicographicallyPrecedes(trainRank(b))
  }

  private func trainRank(_ candidate: SeriesCandidate) -> [Int] {
    [
      candidate.subject == ["loss"] ? 0 : 1, candidate.words.contains("total") ? 0 : 1,
      candidate.role == .train ? 0 : 1, candidate.subject.count, -candidate.points,
      candidate.index,
    ]
  }

  private func isBetterNamed(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    let (x, y) = (a.role == .validation ? 0 : 1, b.role == .validation ? 0 : 1)
    return x == y ? a.index < b.index : x < y
  }

  // MARK: Pairing

  /// The train series that measures the same as a validation series; nil where there is none.
  private func twin(
    of metric: SeriesCandidate, among usable: [SeriesCandidate]
  ) -> SeriesCandidate? {
    let train = usable.filter { candidate in
      candidate.role != .validation && candidate.index != metric.index
        && (candidate.series.tag == metric.series.tag || candidate.isLoss == metric.isLoss)
    }
    let fitting = train.filter { candidate in
      // A validation set's own name stands among the words: `eval/wiki_loss` pairs with `train/loss`.
      candidate.series.tag == metric.series.tag
        || (!candidate.subject.isEmpty && Set(candidate.subject).isSubset(of: metric.subject))
    }
    if fitting.isEmpty { return longerTwin(of: metric, among: train) }
    return fitting.min { twinRank($0, metric).lexicographicallyPrecedes(twinRank($1, metric)) }
  }

  /// A train loss whose name has one word more than the validation loss's, such as `train/ce_loss` beside
  /// `val/loss`; nil where several have.
  private func longerTwin(
    of metric: SeriesCandidate, among train: [SeriesCandidate]
  ) -> SeriesCandidate? {
    guard metric.isLoss, !metric.subject.isEmpty else { return nil }
    let longer = train.filter { candidate in
      candidate.role == .train && candidate.isLoss
        && candidate.subject.count == metric.subject.count + 1
        && Set(metric.subject).isSubset(of: candidate.subject)
    }
    return longer.count == 1 ? longer.first : nil
  }

  private func twinRank(_ train: SeriesCandidate, _ metric: SeriesCandidate) -> [Int] {
    let isAsDense = train.points <= 2 * metric.points && metric.points <= 2 * train.points
    let isEpochMean = train.words.all.last == "epoch" || metric.words.contains("epoch")
    return [
      train.series.tag == metric.series.tag ? 0 : 1,
      metric.subject.count - train.subject.count,
      train.role == .train ? 0 : 1,
      isEpochMean && isAsDense ? 0 : 1,
      train.words.contains("step") ? 0 : 1,
      -train.points, train.index,
    ]
  }

  /// Wall time where the train series stood at quite another step when the metric was last measured.
  private static func axis(_ metric: SeriesCandidate, _ train: SeriesCandidate) -> PairingAxis {
    let (a, b) = (metric.statistics, train.statistics)
    let share = (a.last.wallTime - b.first.wallTime) / (b.last.wallTime - b.first.wallTime)
    guard share.isFinite, a.last.step > 0, b.last.step > b.first.step else { return .step }
    let first = Double(b.first.step)
    let then = first + (Double(b.last.step) - first) * min(max(share, 0), 1)
    let ratio = max(then, 1) / Double(a.last.step)
    return ratio > 3 || ratio < 1 / 3 ? .wallTime : .step
  }

  // MARK: Direction and helpers

  private func direction(of metric: SeriesCandidate) -> (Direction, DirectionReason) {
    if let asked = request.direction { return (asked, .asked) }
    if let (direction, word) = MetricWords.direction(metric.words) {
      return (direction, .name(word))
    }
    // A member's name may say it where the tag does not: `loss/train` of add_scalars.
    if let (direction, word) = MetricWords.direction(TagWords(metric.series.memberName)) {
      return (direction, .name(word))
    }
    let rose = metric.statistics.last.value > metric.statistics.first.value
    return (rose ? .max : .min, .trend)
  }

  private func best(
    _ candidates: [SeriesCandidate], _ isBetter: (SeriesCandidate, SeriesCandidate) -> Bool
  ) -> Int? {
    candidates.filter { !$0.series.tag.lowercased().hasSuffix("vs samples") }.min(by: isBetter)?
      .index
  }

  private static func isBetterRate(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    // Several parameter groups: the first stands for all.
    a.points == b.points
      ? naturallyPrecedes(a.series.tag, b.series.tag) : a.points > b.points
  }

  private static func isBetterNorm(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    let (x, y) = (a.words.contains("total") ? 0 : 1, b.words.contains("total") ? 0 : 1)
    if x != y { return x < y }
    return a.words.all.count == b.words.all.count
      ? a.index < b.index : a.words.all.count < b.words.all.count
  }

  private static func isBetterEpoch(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    a.points == b.points ? a.index < b.index : a.points > b.points
  }

  /// The series that a caller's word names: its full name, its tag, or either in other case.
  static func find(_ asked: String, in all: [SeriesCandidate]) -> SeriesCandidate? {
    let lower = asked.lowercased()
    let tests: [(SeriesCandidate) -> Bool] = [
      { $0.series.name == asked }, { $0.series.tag == asked },
      { $0.series.name.lowercased() == lower }, { $0.series.tag.lowercased() == lower },
    ]
    for test in tests {
      let matches = all.filter(test)
      // Of one tag in several members the held-out one is what a run is judged by.
      if let match = matches.first(where: { $0.role == .validation }) ?? matches.first {
        return match
      }
    }
    return nil
  }
}
