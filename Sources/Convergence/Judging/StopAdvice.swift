import Scalars

/// What to do about a run; stricter than the verdict, since stopping too early costs more.
public enum StopAdvice: String, Sendable, Hashable, CaseIterable {
  /// Nothing speaks for stopping.
  case goOn = "go on"
  /// The run looks finished, but has not looked so for long enough to be sure.
  case consider = "consider stopping"
  /// The run has long been flat or getting worse, or cannot recover.
  case stop
}

extension StopAdvice {
  /// The advice for a judgement that is complete up to its outlook.
  ///
  /// "Stop" is for a run that ends non-finite, or that has been flat or getting worse for as long
  /// as ``StopRule`` requires. It depends only on the log, not on how often the run was evaluated.
  init(
    _ judgement: borrowing Judgement, _ analysis: Analysis?, of run: RunEvidence,
    parameters: JudgeParameters
  ) {
    switch judgement.verdict {
    case .improving, .undecidable, .tooLittleData: self = .goOn
    case .diverged where judgement.reason.isNonFinite:
      self = judgement.staysNonFinite(run) ? .stop : .consider
    case .converged, .plateaued, .worsening, .overfitting, .diverged:
      if judgement.expectsMore {
        self = .goOn
      } else if let analysis,
        StopRule(run, analysis, learningRate: judgement.learningRate, parameters: parameters)
          .isMet(by: judgement.verdict)
      {
        self = .stop
      } else {
        self = judgement.isProvisional && judgement.verdict != .diverged ? .goOn : .consider
      }
    }
  }
}

extension Judgement {
  /// Whether a series that ends non-finite has done so for long enough.
  ///
  /// Weights that are NaN stay NaN. An infinite loss may only be too large for its format: it may
  /// recover, as a loss that diverged may.
  fileprivate func staysNonFinite(_ run: RunEvidence) -> Bool {
    let series = [run.judged, run.train, run.gradientNorm].compactMap { $0 }
    let failed = series.filter { CoreJudge.staysNonFinite($0) }
    return failed.contains { $0.last?.value.isNaN ?? false }
      || (!failed.isEmpty && run.judged.points >= StopConstants.fewestDiverged)
  }

  /// Whether the learning rate may still move the run: it rises, or, in a flat run, it has just
  /// begun to fall.
  ///
  /// A loss that rises with the rate, as in a warm-up on new data, often comes back when the rate
  /// falls.
  fileprivate var expectsMore: Bool {
    guard let learningRate else { return false }
    switch verdict {
    case .worsening: return learningRate.isRising
    case .converged, .plateaued:
      return learningRate.isRising
        || (learningRate.hasRoom && learningRate.shareOfPeak > StopConstants.lowRate)
    case .improving, .overfitting, .diverged, .undecidable, .tooLittleData: return false
    }
  }
}
