import Convergence
import LogDirectories
import Scalars

extension JudgedSeries {
  /// The trackers of the chosen series, as the judge takes them.
  func evidence(_ tracker: (Int) -> SeriesTracker?) -> RunEvidence {
    RunEvidence(
      judged: metric.flatMap(tracker) ?? SeriesTracker(),
      judgedIsValidation: metricIsValidation && reason != .reward,
      direction: direction, train: paired.flatMap(tracker),
      learningRate: learningRate.flatMap(tracker), gradientNorm: gradientNorm.flatMap(tracker),
      epoch: epoch.flatMap(tracker),
      otherValidation: otherValidation.compactMap(tracker))
  }

  /// The judged series and the one beside it, to be drawn.
  func curves(
    metric: Int, _ tracker: (Int) -> SeriesTracker?, series: [RunSeries],
    _ judgement: Judgement
  ) -> [Curve] {
    [metric, paired].compactMap { index in
      guard let index, let tracker = tracker(index) else { return nil }
      let isTrain = index == paired
      return Curve(
        name: series[index].name, shape: tracker.shape,
        atBest: isTrain ? judgement.train?.atBest : judgement.best?.value,
        now: isTrain ? judgement.train?.now : judgement.last?.value)
    }
  }
}

extension SeriesTracker {
  /// A tracker that looks for what matters in a series of such a name: spikes on the bad side of a metric,
  /// and the surge of a gradient norm that comes before a divergence.
  package init(_ hint: TagHint) {
    self.init(
      tracksSpikes: hint.isMetric, tracksSurges: hint.isGradientNorm,
      direction: hint.direction ?? .min)
  }
}
