extension Decision {
  /// The ways in which a run has diverged whatever its level is.
  static func nonFiniteFailure(of run: RunEvidence) -> Reason? {
    var failures: [Reason] = []
    if CoreJudge.endsNonFinite(run.judged), !run.isOneBadEvaluation {
      failures.append(nonFiniteEnd(of: run.judged, inTrain: !run.judgedIsValidation))
    }
    if let train = run.train, CoreJudge.staysNonFinite(train), run.soundSince == nil {
      failures.append(nonFiniteEnd(of: train, inTrain: true))
    }
    // If both series ended non-finite, the one that did so first gives the step.
    if let first = failures.min(by: { $0.since ?? .min < $1.since ?? .min }) { return first }
    return gradientFailure(of: run)
  }

  /// The failure of a run whose gradient norm stays non-finite while its logged loss is finite or
  /// zero.
  private static func gradientFailure(of run: RunEvidence) -> Reason? {
    guard let gradient = run.gradientNorm, CoreJudge.staysNonFinite(gradient),
      let since = gradient.nonFinite.trailingSince
    else { return nil }
    let train = run.judgedIsValidation ? run.train : run.judged
    if let zeros = train?.equalRun, zeros.value == 0, zeros.count >= 2 {
      return .zeroLoss(since: zeros.since, count: zeros.count)
    }
    return .gradientNotFinite(since: since, count: gradient.nonFinite.trailingCount)
  }

  private static func nonFiniteEnd(of tracker: SeriesTracker, inTrain: Bool) -> Reason {
    let nonFinite = tracker.nonFinite
    if tracker.finiteCount == 0 { return .neverFinite(points: tracker.points, inTrain: inTrain) }
    guard let since = nonFinite.trailingSince else {
      return .oftenNonFinite(
        since: nonFinite.firstStep ?? tracker.lowestStep, count: nonFinite.count,
        points: tracker.points, inTrain: inTrain)
    }
    return .endsNonFinite(
      since: since, count: nonFinite.trailingCount, points: tracker.points, inTrain: inTrain)
  }
}

extension RunEvidence {
  /// The step since which the training loss is NaN although the weights are not; `nil` if there is
  /// none.
  ///
  /// If the weights were NaN, the validation loss would be NaN, too, or stand still.
  var soundSince: Int64? {
    guard judgedIsValidation, judgedIsLoss, judged.nonFinite.trailingCount == 0,
      Constancy(judged) == nil, !(gradientNorm.map(CoreJudge.staysNonFinite) ?? false),
      let train, CoreJudge.staysNonFinite(train), let since = train.nonFinite.trailingSince
    else { return nil }
    let then = judged.counterpart(of: since, in: train)
    return judged.pyramid.blocks.count { $0.firstStep > then } >= 3 ? since : nil
  }

  /// Whether only the last one or two evaluations are non-finite while the training loss stays
  /// finite.
  ///
  /// If the weights were NaN, the training loss would be NaN, too.
  fileprivate var isOneBadEvaluation: Bool {
    guard judgedIsValidation, judged.finiteCount >= CoreConstants.pointsForTail, let train,
      let since = judged.nonFinite.trailingSince
    else { return false }
    return judged.nonFinite.trailingCount < 3 && train.nonFinite.trailingCount == 0
      && train.highestStep >= since
  }
}
