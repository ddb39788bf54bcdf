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
    let kept = checkpoint.map(self.kept) ?? keptStep.map { "step \(step($0))" } ?? "the best step"
    switch judgement.verdict {
    case .overfitting:
      let isBest = checkpoint.map { $0.standing == .best } ?? true
      let nothing = bestIsFirst && isBest ? ": nothing after it was better" : ""
      return "\(stopping)Keep \(kept)\(nothing).\(rerun)"
    case .worsening:
      if judgement.stopAdvice == .goOn, judgement.learningRate?.isRising == true, !isFinished {
        return "Go on until the learning rate falls. If the level does not recover then, lower "
          + "the peak of the rate. Keep \(kept)."
      }
      return "\(stopping)Keep \(kept): what came after it is worse."
    case .diverged:
      switch judgement.reason {
      case .zeroLoss(let since, _):
        return "Look for an overflow in half precision and for masked labels before step "
          + "\(step(since))."
      // The learning rate is not the cause if the loss was never a number, not even at the first
      // point.
      case .neverFinite:
        return "Check the labels (all masked?), the data and the number format."
      default: return diverged(kept)
      }
    case .converged:
      let hint =
        hasNotDecayed ? " The learning rate is still near its peak: its decay may bring more." : ""
      return "\(stopping)Keep \(kept).\(hint)"
    case .plateaued:
      if let remedy = rateRemedy { return remedy }
      switch judgement.reason {
      case .neverLearned, .startWithinNoise:
        return "Check the learning rate and the data before training on."
      default: break
      }
      if isFinished { return "Keep \(kept). A rerun whose learning rate decays may get further." }
      return judgement.stopAdvice == .stop
        ? "\(stopping)Keep \(kept)." : "Let the learning rate decay before you judge."
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

  /// Whether the learning rate of a loss has stood at its peak ever since it got there.
  private var hasNotDecayed: Bool {
    guard judgement.direction == .min, let rate = judgement.learningRate else { return false }
    return rate.standsAtItsPeak && rate.sincePeak > 0
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

  /// The advice to stop the run, as a first sentence; empty if there is none or the run is
  /// finished.
  ///
  /// Unless the end is planned, a log does not show whether its process has ended or will write
  /// more.
  private var stopping: String {
    if isFinished { return "" }
    let isOnItsWay = progress.state == .running && progress.hasPlannedEnd
    let flat =
      [.converged, .plateaued].contains(judgement.verdict)
      ? ": it has been flat long enough" : ""
    return switch judgement.stopAdvice {
    case .stop: isOnItsWay ? "Stop\(flat). " : "Stop it if it still runs\(flat). "
    case .consider: isOnItsWay ? "Consider stopping. " : "Consider stopping it if it still runs. "
    case .goOn: ""
    }
  }

  /// What the best step means for a rerun: this many steps; or another remedy if it came so early
  /// that a rerun of this many steps would be useless.
  private var rerun: String {
    guard let best = judgement.best else { return "" }
    guard let share = judgement.share(ofStep: best.step), share > Self.earlyShare else {
      return " A rerun may get further with a lower learning rate, more data or more "
        + "regularization."
    }
    return " A rerun needs about \(step(best.step)) steps."
  }

  /// A best step within this share of the steps says more of the setup than of the number of steps.
  private static let earlyShare = 0.15

  /// Whether the first point is the best one.
  private var bestIsFirst: Bool {
    judgement.best.map { $0.step == judgement.steps?.lowerBound } ?? false
  }

  /// The step to keep: the best one; of a training series the last one if it is equally good.
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
