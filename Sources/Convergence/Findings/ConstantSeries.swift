import Scalars

extension Finding {
  private static let brokeDown: Phrase =
    ": no loss stands still like that; the numbers or the labels broke down there."
  private static let lookBefore: Phrase =
    "Look for an overflow in half precision and for masked labels before that step."

  /// The judged series has exactly the same value at all points, or at all points since some step.
  ///
  /// An accuracy or a reward may well stay at one value; a loss that is not broken comes to rest
  /// gradually. A loss that gradually reached exactly zero is only mentioned.
  static func constantSeries(_ run: RunEvidence) -> Finding? {
    guard let constancy = Constancy(run.judged), frozenEvaluation(run) == nil else { return nil }
    if constancy.isWhole {
      let observation = Observation(
        constancy.dataName, since: constancy.since, Self.whole(constancy, of: run),
        next: run.judgedIsLoss
          ? "Check that the loss, the labels and the learning rate are not zero or masked."
          : "Check that its value can change at all, and that the right quantity is logged.")
      return Finding(
        observation: observation, replaces: .anyButDiverged, verdict: .plateaued,
        brokenSince: run.judgedIsLoss && constancy.value == 0 ? constancy.since : nil)
    }
    guard run.judgedIsLoss, constancy.isAbrupt || constancy.value == 0,
      !run.modelStandsStill(since: constancy.since)
    else { return nil }
    let sentence = constancy.sentence(of: .judged)
    guard constancy.isAbrupt else {
      return Finding(
        observation: Observation(
          constancy.dataName, since: constancy.since, sentence,
          next: "Check that the labels are not all masked."))
    }
    return Finding(
      observation: Observation(
        constancy.dataName, since: constancy.since,
        sentence + brokeDown,
        next: lookBefore),
      replaces: constancy.value == 0 ? .anyButDiverged : run.wrongBesideStandstill,
      brokenSince: constancy.since)
  }

  /// The training series beside a validation series has exactly the same value at all points.
  static func constantTrain(_ run: RunEvidence) -> Finding? {
    guard run.judgedIsValidation, run.judgedIsLoss, let train = run.train,
      let constancy = Constancy(train), constancy.isAbrupt
    else { return nil }
    return Finding(
      observation: Observation(
        "constant-train", since: constancy.since,
        constancy.sentence(of: .train)
          + brokeDown,
        next: lookBefore),
      replaces: [.converged, .overfitting])
  }

  private static func whole(_ constancy: Constancy, of run: RunEvidence) -> Phrase {
    let sentence = constancy.sentence(of: .judged) + ": it never moved."
    guard run.direction == .min, let classes = Decision.classes(guessedAt: constancy.value) else {
      return sentence
    }
    let guess: Phrase = "ln(\(count: classes, "", "classes"))"
    return sentence + " That is close to " + guess
      + ", the loss of guessing among that many classes."
  }
}

extension RunEvidence {
  /// The verdicts that are wrong if the loss is exactly constant.
  ///
  /// `worsening` may be right for a validation loss: a model that died evaluates to a constant
  /// above the best. The training loss of batch after batch is never constant in a working
  /// training.
  fileprivate var wrongBesideStandstill: Set<Verdict> {
    judgedIsValidation
      ? [.improving, .converged, .plateaued] : [.improving, .converged, .plateaued, .worsening]
  }
}

extension Constancy {
  /// One word for data files.
  var dataName: String { value == 0 ? "exactly-zero" : "exactly-constant" }

  /// Since when a series has been constant, without a full stop.
  func sentence(of subject: Phrase.Subject) -> Phrase {
    let prefix = subject == .train ? "train-constant" : "constant"
    let points: Phrase = "\(count: count, "point", prefix + "-points")"
    let same: Phrase =
      value == 0
      ? "\(subject) is exactly 0"
      : "\(subject) is exactly the same (\(value, prefix + "-value"))"
    if isWhole { return same + " at all " + points }
    return same + " since step \(step: since, prefix + "-since") (" + points + ")"
  }
}
