import Convergence
import LogDirectories
import Scalars

extension JudgedSeries {
  /// The trackers of the chosen series, as the judge takes them.
  func evidence(_ series: [RunSeries], _ tracker: (Int) -> SeriesTracker?) -> RunEvidence {
    let others = others.compactMap { other in
      tracker(other.index).map {
        OtherSeries(
          series[other.index].name, $0, direction: other.direction, bounds: other.bounds)
      }
    }
    return RunEvidence(
      judged: metric.flatMap(tracker) ?? SeriesTracker(),
      judgedIsValidation: metricIsValidation && !isObjective,
      judgedIsLoss: metricIsLoss, direction: direction, bounds: bounds,
      train: paired.flatMap(tracker),
      learningRate: learningRate.flatMap(tracker), gradientNorm: gradientNorm.flatMap(tracker),
      epoch: epoch.flatMap(tracker),
      others: others,
      weights: weights.compactMap { number in
        tracker(number).map {
          NamedSeries(
            series[number].name, $0,
            isInverse: WeightWords.isInverse(TagNameFacts.of(series[number].tag).words))
        }
      })
  }

  /// Whether the metric is the objective of a policy; then it is no held-out loss even if it is
  /// measured in separate evaluations.
  private var isObjective: Bool {
    metricIsObjective || [.reward, .rating, .preference].contains(reason)
  }

  /// Judges the evidence; limits the confidence if the choice of series was a guess.
  func judgement(of evidence: RunEvidence, parameters: JudgeParameters) -> Judgement {
    var judgement = judge(evidence, parameters: parameters)
    if isGuess { judgement.confidence = min(judgement.confidence, Self.confidenceInAGuess) }
    return judgement
  }

  /// The judgement of a run in which two losses oppose each other; nil for other runs.
  func judgementOfOpposing(_ series: [RunSeries]) -> Judgement? {
    guard metric == nil, opposing.count == 2 else { return nil }
    return Convergence.judgementOfOpposing(series[opposing[0]].name, series[opposing[1]].name)
  }

  /// The confidence in a verdict about a series whose meaning was guessed is at most this.
  private static let confidenceInAGuess = 0.6

  /// The judged series and the one beside it, for drawings.
  func curves(
    _ tracker: (Int) -> SeriesTracker?, series: [RunSeries], _ judgement: Judgement
  ) -> [Curve] {
    [metric, paired].compactMap { index in
      guard let index, let tracker = tracker(index) else { return nil }
      let isTrain = index == paired
      return Curve(
        name: series[index].name, shape: tracker.shape,
        atBest: isTrain ? judgement.train?.atBest : judgement.best?.value,
        now: isTrain
          ? tracker.brokenEnd ?? judgement.train?.now
          : judgement.bestIsLevel
            ? tracker.brokenEnd ?? judgement.level : judgement.last?.value)
    }
  }
}

extension SeriesTracker {
  /// The last value, if the series ends in NaN or infinity; nil if it ends in a number.
  fileprivate var brokenEnd: Double? { nonFinite.trailingCount > 0 ? last?.value : nil }

  /// A tracker that is set up by the series' name.
  ///
  /// It looks for spikes of a metric in the direction that is worse, and for surges of a gradient
  /// norm.
  package init(_ hint: TagHint) {
    self.init(
      tracksSpikes: hint.isMetric, tracksSurges: hint.isGradientNorm,
      direction: hint.direction ?? .min)
  }
}
