import Convergence

extension Sentences {
  /// What to do now, in a sentence or two.
  package func next(checkpoint: BestCheckpoint?) -> String {
    guard let weighing else { return nextByVerdict(checkpoint) }
    return judgement.verdict == .improving ? nextByVerdict(checkpoint) + " " + weighing : weighing
  }

  private func nextByVerdict(_ checkpoint: BestCheckpoint?) -> String {
    let kept = checkpoint?.name ?? judgement.best.map { "step \(step($0.step))" } ?? "the best step"
    switch judgement.verdict {
    case .overfitting:
      let rerun = judgement.best.map { " A rerun needs about \(step($0.step)) steps." } ?? ""
      return "Keep \(kept).\(rerun)"
    case .diverged:
      return diverged(kept)
    case .converged:
      return judgement.stopAdvice == .stop
        ? "Stop: it has been flat long enough. Keep \(kept)."
        : "Consider stopping; keep \(kept)."
    case .plateaued:
      if case .neverLearned = judgement.reason {
        return "Check the learning rate and the data before training on."
      }
      return "Let the learning rate decay before you judge."
    case .improving:
      return exhausted ? "Start a new schedule to go on." : "Go on."
    case .undecidable:
      if case .opposingLosses = judgement.reason {
        return "Log a measure of quality, such as FID, to judge by."
      }
      return "Log more often, or average over more batches."
    case .tooLittleData:
      return "Wait for more points."
    }
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
    guard let before = surge.first ?? judgement.onsetStep else {
      return "Restart with a lower learning rate or with clipping."
    }
    return "Restart before step \(step(before)) with a lower peak learning rate or with clipping."
  }
}
