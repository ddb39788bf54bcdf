import Scalars

/// What to do about a run; stricter than the verdict, since stopping too early costs more.
public enum StopAdvice: String, Sendable, Hashable, CaseIterable {
  /// Nothing speaks for stopping.
  case goOn = "go on"
  /// The run looks finished, but not for long enough to be sure.
  case consider = "consider stopping"
  /// The run has been flat or getting worse for long, or is beyond help.
  case stop
}

extension StopAdvice {
  /// The advice for a judgement that is complete up to its outlook.
  ///
  /// "Stop" is for a run that ends non-finite, and for one that is flat or getting worse and has been so for
  /// as long as ``StopRule`` wants. It depends on what was logged alone, not on how often the run was looked at.
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
  /// Weights that are NaN stay so. An infinite loss is one too large to be written down: it may come back,
  /// as one that has diverged may.
  fileprivate func staysNonFinite(_ run: RunEvidence) -> Bool {
    let series = [run.judged, run.train, run.gradientNorm].compactMap { $0 }
    let failed = series.filter { CoreJudge.staysNonFinite($0) }
    return failed.contains { $0.last?.value.isNaN ?? false }
      || (!failed.isEmpty && run.judged.points >= StopConstants.fewestDiverged)
  }

  /// Whether the learning rate is still to do what moves a flat run: it rises, or has begun to fall.
  fileprivate var expectsMore: Bool {
    guard verdict == .converged || verdict == .plateaued, let learningRate else { return false }
    return learningRate.isRising
      || (learningRate.hasRoom && learningRate.shareOfPeak > StopConstants.lowRate)
  }
}
