import Convergence
import Scalars

extension Sentences {
  /// What to do now, in a sentence or two.
  package func next(checkpoint: BestCheckpoint?) -> String {
    if let observation = observationToActOn { return text(observation.next) }
    guard let weighing else { return nextByVerdict(checkpoint) }
    return judgement.verdict == .improving ? nextByVerdict(checkpoint) + " " + weighing : weighing
  }

  private func nextByVerdict(_ checkpoint: BestCheckpoint?) -> String {
    let kept = keptCheckpoint(checkpoint) ?? keptStep.map { "step \(step($0))" } ?? "the best step"
    switch judgement.verdict {
    case .overfitting:
      return bestIsFirst
        ? "\(keep) \(kept): nothing after it was better." : "\(keep) \(kept).\(rerun)"
    case .worsening:
      return "Keep \(kept): what came after it is worse."
    case .diverged:
      return diverged(kept)
    case .converged:
      if isFinished { return "Keep \(kept)." }
      return judgement.stopAdvice == .stop
        ? "Stop: it has been flat long enough. Keep \(kept)."
        : "Consider stopping; keep \(kept)."
    case .plateaued:
      if let remedy = rateRemedy { return remedy }
      switch judgement.reason {
      case .neverLearned, .startWithinNoise:
        return "Check the learning rate and the data before training on."
      default: break
      }
      if isFinished { return "Keep \(kept). A rerun whose learning rate decays may get further." }
      return judgement.stopAdvice == .stop
        ? "Stop: it has been flat long enough. Keep \(kept)."
        : "Let the learning rate decay before you judge."
    case .improving:
      if isFinished { return afterTheEnd(kept) + rerunFaster }
      if case .tooLow(let rate) = judgement.rateFault {
        return "Go on, or raise the learning rate (\(setting(rate))): the fall is steady but slow."
      }
      if case .fallsAtEpochEnds = judgement.reason {
        return "Measure a validation loss before you go on: it should fall, too."
      }
      return exhausted ? "Start a new schedule to go on." : "Go on."
    case .undecidable:
      switch judgement.reason {
      case .opposingLosses: return "Log a measure of quality, such as FID, to judge by."
      case .flatInFirstEpoch:
        return isFinished
          ? "Keep \(kept)." : "Go on, at least to the end of the first epoch."
      case .flatInWarmUp: return "Go on."
      default: break
      }
      return isFinished
        ? "Log more often in the next run, or average over more batches."
        : "Log more often, or average over more batches."
    case .tooLittleData:
      return isFinished ? "Log more often in the next run." : "Wait for more points."
    }
  }

  /// The advice about the learning rate of a flat run that learned little; nil if the rate is not
  /// at fault.
  private var rateRemedy: String? {
    switch judgement.rateFault {
    case .tooHigh(let rate):
      "Lower the learning rate (\(setting(rate))) or let it decay; if that changes nothing, check the data."
    case .tooLow(let rate):
      "Raise the learning rate (\(setting(rate))); if that changes nothing, check the data."
    case nil: nil
    }
  }

  /// The advice after a run that fell slowly until its end.
  private var rerunFaster: String {
    guard case .tooLow(let rate) = judgement.rateFault else { return "" }
    return " Raise the learning rate (\(setting(rate))) next time: the fall is steady but slow."
  }

  /// The words that begin the advice for an overfitting run: one that may still be running is to be
  /// stopped first.
  private var keep: String {
    if isFinished { return "Keep" }
    return switch judgement.stopAdvice {
    case .stop: "Stop; keep"
    case .consider: "Consider stopping; keep"
    case .goOn: "Keep"
    }
  }

  /// How many steps a rerun to the best step takes, from the beginning of the log.
  private var rerun: String {
    judgement.best.map { " A rerun needs about \(step($0.step)) steps." } ?? ""
  }

  /// Whether the first point is the best one.
  private var bestIsFirst: Bool {
    judgement.best.map { $0.step == judgement.steps?.lowerBound } ?? false
  }

  /// The checkpoint on disk: that of the best step, or one that is as good.
  private func keptCheckpoint(_ checkpoint: BestCheckpoint?) -> String? {
    guard let checkpoint else { return nil }
    guard let best = judgement.best?.step, best != checkpoint.step else { return checkpoint.name }
    return "\(checkpoint.name) (as good as step \(step(best)))"
  }

  /// The step to keep: the best one; for a training series the last one, if it is equally good.
  ///
  /// The lowest loss of many single batches is luck: that checkpoint is no better than its
  /// neighbors.
  private var keptStep: Int64? {
    if !judgement.judgedIsValidation, let last = judgement.steps?.upperBound,
      judgement.equivalentSteps?.contains(last) ?? false || levelIsAsGood
    {
      return last
    }
    return judgement.best?.step
  }

  /// Whether a loss's level now equals its best level, within the gain that counts.
  private var levelIsAsGood: Bool {
    guard judgement.direction == .min, let level = judgement.level,
      let best = judgement.bestLevel?.value, let worthwhile = judgement.worthwhileGain,
      let detectable = judgement.detectableGain,
      [.converged, .plateaued, .improving].contains(judgement.verdict)
    else { return false }
    return level - best <= max(worthwhile, detectable)
  }

  /// The observation that the advice must deal with first: the reason of the verdict, or a broken
  /// evaluation.
  private var observationToActOn: Observation? {
    if case .recognised(let observation) = judgement.reason { return observation }
    guard judgement.isOfTrain, judgement.verdict != .diverged else { return nil }
    return judgement.observation("broken-evaluation") ?? judgement.observation("frozen-evaluation")
  }

  private var exhausted: Bool {
    judgement.flags.contains { flag in
      if case .learningRateExhausted = flag { return true }
      return false
    }
  }

  private func diverged(_ kept: String) -> String {
    let surge = judgement.flags.compactMap { flag -> Int64? in
      if case .gradientSurge(let step, _, _) = flag { return step }
      return nil
    }
    let remedy = "with a lower peak learning rate or with clipping."
    let sign = surge.first { $0 <= judgement.onsetStep ?? .max }
    if sign == nil, bestIsFirst { return "Start again \(remedy)" }
    if sign == nil, let good = goodStepBeforeTheFall {
      return "Restart from step \(step(good)) or an earlier one, \(remedy)"
    }
    guard let before = sign ?? judgement.onsetStep else {
      return "Restart with a lower learning rate or with clipping."
    }
    return "Restart before step \(step(before)) \(remedy)"
  }

  /// The best step, if half of the progress was already lost when the divergence began; nil for
  /// NaN.
  private var goodStepBeforeTheFall: Int64? {
    switch judgement.reason {
    case .gaveBackProgress, .exploded: break
    default: return nil
    }
    guard let best = judgement.best, let onset = judgement.onsetStep, best.step < onset else {
      return nil
    }
    return best.step
  }
}
