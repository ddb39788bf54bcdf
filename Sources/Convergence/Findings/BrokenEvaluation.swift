import Scalars

extension Finding {
  private static let mendEvaluation: Phrase =
    "Repair the evaluation: until then nothing shows how the model does on other data."

  /// The validation series is NaN or infinite, always or from some step on, while the training loss
  /// stays finite.
  ///
  /// If the model's weights were NaN, the training loss would be NaN, too. So it is the evaluation
  /// that broke.
  static func brokenEvaluation(_ run: RunEvidence) -> Finding? {
    guard run.judgedIsValidation, CoreJudge.endsNonFinite(run.judged) else { return nil }
    let never = run.judged.finiteCount == 0
    let since = run.judged.nonFinite.trailingSince ?? run.judged.lowestStep
    guard never || run.judged.nonFinite.trailingCount >= 3, run.soundTrain(since: since) != nil
    else { return nil }
    let points = run.judged.points
    let sentence: Phrase =
      never
      ? "\(.judged) was never a number (\(count: points, "evaluation", "evaluations"))"
      : "\(.judged) is not a number since step \(step: since, "evaluation-broken-since")"
    return Finding(
      observation: Observation(
        "broken-evaluation", since: since,
        sentence
          + ", while \(.train) stays finite: the evaluation is broken, not the training.",
        next: mendEvaluation),
      replaces: [.converged, .undecidable], trainStandsIn: true)
  }

  /// The training loss is NaN or infinite from some step on, while the validation loss stays
  /// finite: a mean that one bad batch made NaN.
  static func brokenTrain(_ run: RunEvidence) -> Finding? {
    run.soundSince.map { since in
      Finding(
        observation: Observation(
          "broken-train", since: since,
          "\(.train) is not a number since step \(step: since, "train-broken-since"), while \(.judged) stays finite: its mean is broken, not the training.",
          next: "Mend that mean."))
    }
  }

  /// The validation loss is equal to the last bit at every evaluation, while the training series
  /// moved.
  static func frozenEvaluation(_ run: RunEvidence) -> Finding? {
    guard run.judgedIsValidation, run.judgedIsLoss, let constancy = Constancy(run.judged),
      constancy.isAbrupt, let train = run.soundTrain(since: constancy.since),
      train.analysis.hasMoved(
        from: run.direction.sign * train.tracker.level(through: constancy.since)),
      !run.rateIsOver(at: constancy.since)
    else { return nil }
    return Finding(
      observation: Observation(
        "frozen-evaluation", since: constancy.since,
        constancy.sentence(of: .judged)
          + ", while \(.train) goes on: the evaluation does not see the model that is trained.",
        next: mendEvaluation),
      replaces: [.converged, .undecidable], trainStandsIn: true)
  }
}

extension Analysis {
  /// Whether the level now differs from `level` by more than noise.
  fileprivate func hasMoved(from level: Double) -> Bool {
    abs(now - level) > CoreConstants.collapseErrors * standardError
  }
}

extension RunEvidence {
  /// The training series, if it continues after a step, does not end non-finite or constant, and
  /// has not collapsed; nil otherwise.
  fileprivate func soundTrain(since step: Int64) -> (tracker: SeriesTracker, analysis: Analysis)? {
    // Three blocks hold at least three points, so that the trainer's last value alone does not
    // count.
    guard let train, train.finiteCount >= CoreConstants.fewPoints,
      train.nonFinite.trailingCount == 0, Constancy(train) == nil,
      !(gradientNorm.map(CoreJudge.staysNonFinite) ?? false),
      train.pyramid.blocks.count(where: { $0.lastStep > step }) >= 3,
      let analysis = Analysis(train, sign: direction.sign, parameters: .normal),
      analysis.collapse == nil
    else { return nil }
    return (train, analysis)
  }

  /// Whether nothing changes the model any more: its training loss is constant, or its learning
  /// rate is almost 0.
  func modelStandsStill(since step: Int64) -> Bool {
    guard judgedIsValidation else { return false }
    let rests = train.flatMap { Constancy($0) }.map { $0.since <= step && !$0.isAbrupt } ?? false
    return rests || rateIsOver(at: step)
  }

  /// Whether the learning rate was almost 0 at a step, so that the model hardly changed after it.
  fileprivate func rateIsOver(at step: Int64) -> Bool {
    guard let learningRate, let peak = learningRate.maximum, peak.value > 0,
      let rate = learningRate.mean(at: step)
    else { return false }
    return rate <= CoreConstants.exhaustedShare * peak.value
  }
}

extension Finding {
  /// A measure beside the judged series never had a finite value, while the judged series has.
  static func brokenMeasure(_ run: RunEvidence) -> Finding? {
    guard run.judged.finiteCount > 0, !CoreJudge.endsNonFinite(run.judged),
      let other = run.others.first(where: { $0.tracker.points > 1 && $0.tracker.finiteCount == 0 })
    else { return nil }
    let points = other.tracker.points
    return Finding(
      observation: Observation(
        "broken-evaluation",
        "\(.tag(other.name)) was never a number (\(count: points, "evaluation", "never-a-number")).",
        next: "Mend that evaluation."))
  }
}
