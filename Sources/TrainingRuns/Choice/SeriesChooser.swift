import LogDirectories
import Scalars
import TextFormats

/// Chooses the series of a run to judge, by the names that its framework gave them.
///
/// The first rule that matches wins: 1. what the caller asked for; 2. a rating of play; 3. the
/// reward, or the margins of a preference training; 4. if two losses oppose each other, a measure
/// of quality, or nothing if there is none; 5. a validation loss paired with a training loss; 6.
/// any validation loss; 7. a measure on held-out data other than a loss; 8. a training loss; 9. any
/// metric with a known direction; 10. the first series. Series with a single point come after all
/// others.
struct SeriesChooser {
  /// A shorter validation series gives way to a training series that is at least twice as long.
  static let shortValidation = 5

  let all: [SeriesCandidate]
  private let request: MetricRequest

  /// Prepares to choose among `series`; `facts` are those of their tags.
  init(
    _ series: [RunSeries], _ facts: [TagNameFacts], _ statistics: [SeriesStatistics],
    request: MetricRequest
  ) {
    self.request = request
    let paired = PairedWords(facts)
    all = series.indices.map { index in
      SeriesCandidate(
        index, series[index], index < statistics.count ? statistics[index] : SeriesStatistics(),
        facts[index], beside: paired)
    }.filter { $0.points > 0 }
  }

  func choose() -> JudgedSeries {
    var chosen = JudgedSeries()
    let usable = usable()
    if let asked = request.metric {
      chosen.metric = Self.find(asked, in: all)?.index
      chosen.reason = .asked
    } else {
      switch judged(usable) {
      case .series(let candidate, let reason):
        chosen.metric = candidate.index
        chosen.reason = reason
      case .opposing(let adversaries):
        chosen.opposing = [adversaries.generator.index, adversaries.discriminator.index]
      case .nothing: break
      }
    }
    chosen.learningRate = best(all.filter { $0.facts.kind == .learningRate }, Self.isBetterRate)
    chosen.gradientNorm = best(all.filter { $0.facts.kind == .gradientNorm }, Self.isBetterNorm)
    chosen.epoch = best(all.filter { $0.facts.kind == .epoch }, Self.isBetterEpoch)
    chosen.weights = all.filter { $0.facts.isWeight && $0.index != chosen.metric }.prefix(8)
      .map(\.index)
    if let metric = all.first(where: { $0.index == chosen.metric }) {
      complete(&chosen, metric, usable)
    }
    return chosen
  }

  private func complete(
    _ chosen: inout JudgedSeries, _ metric: SeriesCandidate, _ usable: [SeriesCandidate]
  ) {
    chosen.metricIsValidation =
      metric.role == .validation || chosen.reason == .heldOutMeasure
      || heldOut(usable).contains { $0.index == metric.index }
    let train =
      request.train.map { Self.find($0, in: all) }
      ?? (chosen.metricIsValidation ? twin(of: metric, among: usable) : nil)
    chosen.metricIsLoss = metric.isLoss
    chosen.metricIsObjective = metric.facts.isObjective
    chosen.paired = train?.index
    (chosen.direction, chosen.directionReason) = direction(of: metric, paired: train)
    chosen.bounds = metric.bounds
    chosen.otherValidation = usable.filter {
      $0.role == .validation && $0.index != metric.index && $0.isError
    }.map(\.index)
    chosen.others = others(of: metric, paired: train, among: usable)
  }

  /// The measures beside the metric: others on held-out data, and measures of quality whose name
  /// does not say on which data.
  private func others(
    of metric: SeriesCandidate, paired train: SeriesCandidate?, among usable: [SeriesCandidate]
  ) -> [OtherMeasure] {
    let adversaries = Adversaries(usable)
    let others = usable.filter { candidate in
      if let adversaries, adversaries.include(candidate) { return false }
      return candidate.index != metric.index && candidate.index != train?.index
        && (candidate.role == .validation || (candidate.role == nil && candidate.isQuality))
        && !(comparesAnswers && candidate.isScoreOfAnswers)
    }
    return others.prefix(Self.mostOthers).compactMap { other in
      other.direction.map {
        OtherMeasure(index: other.index, direction: $0, bounds: other.bounds)
      }
    }
  }

  /// A run may have a measure for each of a thousand classes.
  private static let mostOthers = 16

  /// The series that may be judged; those with a single point, and inner workings, only if there
  /// are no others.
  private func usable() -> [SeriesCandidate] {
    let trainLoss = all.first { $0.series.tag.lowercased() == "train/loss" }
    let open = all.filter { candidate in
      // The Trainer also logs the mean of the whole run once, at its end; the real series is
      // another one.
      let isClosingMean =
        candidate.series.tag.lowercased() == "train/train_loss"
        && (trainLoss?.points ?? 0) > candidate.points
      return !candidate.facts.isBookkeeping && !isClosingMean
    }
    let long = open.filter { $0.points > 1 }
    let enough = long.isEmpty ? open : long
    let metrics = enough.filter { $0.facts.kind == .metric }
    return metrics.isEmpty ? enough : metrics
  }

  // MARK: Direction and helpers

  private func direction(
    of metric: SeriesCandidate, paired train: SeriesCandidate?
  ) -> (Direction, DirectionReason) {
    if let asked = request.direction { return (asked, .asked) }
    if let name = metric.facts.name { return (name.direction, .name(name.text)) }
    // If the tag does not say it, a member's name may: `loss/train` of add_scalars.
    if let name = MetricWords.name(in: TagWords(metric.series.memberName)) {
      return (name.direction, .name(name.text))
    }
    // Training improves its own objective, whatever happens on other data.
    let moved = (train ?? metric).statistics
    return (moved.last.value > moved.first.value ? .max : .min, .trend)
  }

  private func best(
    _ candidates: [SeriesCandidate], _ isBetter: (SeriesCandidate, SeriesCandidate) -> Bool
  ) -> Int? {
    candidates.filter { !$0.series.tag.lowercased().hasSuffix("vs samples") }.min(by: isBetter)?
      .index
  }

  private static func isBetterRate(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    // If there are several parameter groups, the first is used for all.
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

  /// The series that a caller's word names: its full name or its tag; upper and lower case may
  /// differ.
  static func find(_ asked: String, in all: [SeriesCandidate]) -> SeriesCandidate? {
    let lower = asked.lowercased()
    let key = ByteKey(asked)
    let tests: [(SeriesCandidate) -> Bool] = [
      { ByteKey($0.series.name) == key }, { ByteKey($0.series.tag) == key },
      { $0.series.name.lowercased() == lower }, { $0.series.tag.lowercased() == lower },
    ]
    for test in tests {
      let matches = all.filter(test)
      // If several members have the same tag, the held-out one is judged.
      if let match = matches.first(where: { $0.role == .validation }) ?? matches.first {
        return match
      }
    }
    return nil
  }
}
