import Scalars

/// What a further validation series would have come to, judged alone.
public struct OtherValidation: Sendable, Hashable {
  /// Its verdict.
  public var verdict: Verdict
  /// Its best single value, and the first step that had it.
  public var best: Extreme?
  /// Its level now.
  public var level: Double?

  init(_ series: SeriesTracker, of run: borrowing RunEvidence, parameters: JudgeParameters) {
    let alone = RunEvidence(
      judged: series, judgedIsValidation: true, direction: run.direction, train: run.train,
      learningRate: run.learningRate)
    let analysis = Analysis(series, sign: run.direction.sign, parameters: parameters)
    let rate = run.learningRate.flatMap { LearningRateState($0) }
    verdict = Decision(alone, analysis: analysis, learningRate: rate).verdict
    best = run.direction == .min ? series.minimum : series.maximum
    level = analysis.map { run.direction.sign * $0.now }
  }
}
