extension Reason {
  /// The numbers that a sentence about the reason names, for the evidence.
  var facts: [Evidence] {
    switch self {
    case .tooFewPoints(let finite, let needed), .notYetStarted(let finite, let needed):
      [Evidence("finite-points", Double(finite)), Evidence("points-needed", Double(needed))]
    case .endsNonFinite(let since, let count, let points, _),
      .oftenNonFinite(let since, let count, let points, _):
      [
        Evidence("non-finite-since-step", step: since),
        Evidence("non-finite-points", Double(count)),
        Evidence("of-points", Double(points)),
      ]
    case .neverFinite(let points, _): [Evidence("non-finite-points", Double(points))]
    case .zeroLoss(let since, let count):
      [Evidence("zero-since-step", step: since), Evidence("zero-points", Double(count))]
    case .gradientNotFinite(let since, let count):
      [
        Evidence("gradient-not-finite-since-step", step: since),
        Evidence("non-finite-points", Double(count)),
      ]
    case .gaveBackProgress(let best, let now, let share, let since, _):
      Evidence.change(best, now, since) + [Evidence("share-of-progress-lost", share)]
    case .exploded(let start, let now, let since, _):
      [
        Evidence("exploded-from", start), Evidence("exploded-to", now),
        Evidence("last-good-step", step: since),
      ]
    case .leftItsStart(let start, let now, let since, _):
      [
        Evidence("left-start", start), Evidence("left-start-to", now),
        Evidence("last-good-step", step: since),
      ]
    case .worsened(let best, let now, let since), .validationWorsened(let best, let now, let since):
      Evidence.change(best, now, since)
    case .validationWorsenedWhileTrainImproved(
      let best, let now, let since, let trainAtBest, let trainNow),
      .validationWorsenedWhileTrainStood(
        let best, let now, let since, let trainAtBest, let trainNow):
      Evidence.change(best, now, since)
        + [Evidence("train-level-at-best", trainAtBest), Evidence("train-level-now", trainNow)]
    case .gainToCome(let before, let now, let since, let needed):
      [
        Evidence("level-before", before), Evidence("level-before-step", step: since),
        Evidence("gain-since-then", abs(now - before)), Evidence("gain-needed", needed),
      ]
    case .flat(let needed, let since):
      [Evidence("flat-since-step", step: since), Evidence("gain-needed", needed)]
    case .flatAtHighLearningRate(let share, let since):
      [Evidence("flat-since-step", step: since), Evidence("learning-rate-of-peak", share)]
    case .stuckAtHighRate(let start, let now, let rate, let since, let classes):
      [
        Evidence("flat-since-step", step: since), Evidence("moved-from", start),
        Evidence("moved-to", now), Evidence("rate-too-high", rate),
      ] + (classes.map { [Evidence("classes", Double($0))] } ?? [])
    case .neverLearned(let start, let now, let classes):
      [Evidence("moved-from", start), Evidence("moved-to", now)]
        + (classes.map { [Evidence("classes", Double($0))] } ?? [])
    case .startWithinNoise(let start, let now, _):
      [Evidence("moved-from", start), Evidence("moved-to", now)]
    case .flatInFirstEpoch(let epoch): [Evidence("epoch", epoch)]
    case .flatInWarmUp(let step): [Evidence("learning-rate-peak-step", step: step)]
    case .opposingLosses: []
    case .fallsAtEpochEnds(let share, let boundaries):
      [
        Evidence("share-at-epoch-ends", share), Evidence("epoch-boundaries", Double(boundaries)),
      ]
    case .recognised(let observation): observation.facts
    case .noiseHides(_, let hidden): [Evidence("hidden-gain", hidden)]
    }
  }
}

extension Evidence {
  /// How much a level got worse, absolutely and as a share of the better level.
  fileprivate static func change(_ best: Double, _ now: Double, _ since: Int64) -> [Evidence] {
    let change = abs(now - best)
    return [
      Evidence("worse-from", best), Evidence("worse-to", now),
      Evidence("worse-since-step", step: since), Evidence("worse-by", change),
    ]
      + (best == 0 ? [] : [Evidence("worse-by-share", change / abs(best))])
  }
}
