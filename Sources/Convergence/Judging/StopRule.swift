import Scalars
import Statistics

/// Whether a run that is flat or getting worse has been so for long enough to be stopped.
///
/// A score weighs how many evaluations the series has stood against the signs that more may come:
/// it still comes near its best, it recovers its rise, the learning rate has yet to fall, or it is
/// a training loss, which says less. The score must be below a bar now, at the evaluation before,
/// and throughout the last 3 % of the steps. It is computed from the logged series only, so the
/// answer does not depend on how often one asks.
struct StopRule {
  private let run: RunEvidence
  private let parameters: JudgeParameters
  private let evaluations: Evaluations
  private let scale: Double
  private let hasLearned: Bool
  private let rateIsLow: Bool

  init(
    _ run: RunEvidence, _ analysis: Analysis, learningRate: LearningRateState?,
    parameters: JudgeParameters
  ) {
    self.run = run
    self.parameters = parameters
    evaluations = Evaluations(
      run.judged, sign: run.direction.sign, isTraining: !run.judgedIsValidation)
    // Compares with the best value, not with the best level: a level may be a mean over values of
    // very different sizes.
    let best = evaluations.lows.min() ?? 0
    let progress = analysis.start - best
    scale = max(
      analysis.size(of: best), CoreConstants.scaleFloor * abs(progress), .leastNormalMagnitude)
    hasLearned = progress >= StopConstants.learned * scale
    rateIsLow =
      (learningRate?.shareOfPeak ?? 1) <= StopConstants.lowRate
      && (run.learningRate?.finiteCount ?? 0) >= StopConstants.fewestRates
  }

  /// Whether a run of this verdict is to be stopped.
  func isMet(by verdict: Verdict) -> Bool {
    let last = evaluations.count - 1
    guard last > 0, isFarEnough else { return false }
    let now = standstill(at: last)
    guard run.judged.finiteCount >= fewestPoints(for: verdict, now), isLong(now),
      !now.isComingBack(evaluations)
    else { return false }
    let border = (1 - StopConstants.enduring) * evaluations.steps[last]
    let recent = evaluations.steps.partitionPoint { $0 >= border }
    return (min(recent, last - 1)..<last).allSatisfy { isLong(standstill(at: $0)) }
  }

  private func standstill(at block: Int) -> Standstill {
    Standstill(evaluations, at: block, scale: scale, worth: parameters.minImprovement)
  }

  private func isLong(_ standstill: Standstill) -> Bool {
    let patience = parameters.patienceFraction
    return standstill.share >= patience / (1 + patience)
      && score(standstill) < StopConstants.bar
  }

  /// The natural logarithm of the odds that a gain worth having is still to come.
  private func score(_ standstill: Standstill) -> Double {
    let doublings = naturalLogarithm(1 + Double(standstill.evaluations)) / naturalLogarithm(2)
    return StopConstants.start + StopConstants.perDoubling * doublings
      + StopConstants.nearness * standstill.nearness
      + StopConstants.regained * standstill.regained
      + (rateIsLow ? StopConstants.rateIsLow : 0)
      + (run.judgedIsValidation ? 0 : StopConstants.isTraining)
  }
}

extension StopRule {
  /// Whether a training loss has completed one epoch, if epochs are logged, and a fifth of the
  /// planned steps, if these are known.
  private var isFarEnough: Bool {
    if !run.judgedIsValidation, let epoch = run.epoch?.lastFinite?.value, epoch < 1 {
      return false
    }
    guard let end = run.maxSteps else { return true }
    let steps = run.judged.lowestStep...max(run.judged.lowestStep, end)
    let planned = Double(steps.upperBound.magnitudeOfDistance(to: steps.lowerBound))
    return evaluations.steps[evaluations.count - 1] >= StopConstants.shareOfPlan * planned
  }

  /// The number of finite points that it takes to stop a run with this verdict.
  private func fewestPoints(for verdict: Verdict, _ now: Standstill) -> Int {
    guard run.judgedIsValidation else { return StopConstants.fewestTrainingPoints }
    guard verdict.isWorse else { return StopConstants.fewestPoints }
    let hasExploded = verdict == .diverged || now.distance >= StopConstants.explosion
    if hasExploded, !rateIsLow { return StopConstants.fewestDiverged }
    if run.maxSteps != nil { return StopConstants.fewestPoints }
    return hasLearned ? StopConstants.fewestRisen : StopConstants.fewestRisenAtOnce
  }
}

extension Verdict {
  /// Whether the series has left its best level instead of staying near it.
  var isWorse: Bool { self == .worsening || self == .overfitting || self == .diverged }
}
