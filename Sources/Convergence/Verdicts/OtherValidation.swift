public import Scalars

/// The result of a measure beside the judged one, evaluated by itself.
public struct OtherValidation: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Which way it gets better.
  public var direction: Direction
  /// Its verdict.
  public var verdict: Verdict
  /// Its best single value, and the first step that had it.
  public var best: Extreme?
  /// Its best level, and the last step of that level.
  public var bestLevel: Extreme?
  /// Its level now.
  public var level: Double?
  /// Its level when the judged series was best.
  public var levelThen: Double?
  /// Whether it got better since then, by more than its noise and the smallest gain worth having.
  public var isBetterSince = false

  /// - Parameters:
  ///   - other: the measure.
  ///   - run: the judged run; its training series is not compared with a measure of the other
  ///     direction.
  ///   - judgement: the judgement of that run, complete up to its best level.
  ///   - parameters: what counts as worth having.
  init(
    _ other: OtherSeries, of run: borrowing RunEvidence, beside judgement: Judgement,
    parameters: JudgeParameters
  ) {
    (name, direction) = (other.name, other.direction)
    let (series, sign) = (other.tracker, other.direction.sign)
    let alone = RunEvidence(
      judged: series, judgedIsValidation: true, direction: direction,
      train: direction == run.direction ? run.train : nil, learningRate: run.learningRate)
    let analysis = Analysis(series, sign: sign, parameters: parameters)
    let rate = judgement.learningRate
    let core = analysis.map { CoreJudge($0, of: alone, learningRate: rate) }
    verdict = Decision(alone, core: core, learningRate: rate).verdict
    best = direction == .min ? series.minimum : series.maximum
    guard let analysis else { return }
    level = sign * analysis.now
    bestLevel = Extreme(value: sign * analysis.best, step: analysis.bestStep)
    guard let then = judgement.bestLevel?.step else { return }
    let before = analysis.series.level(at: series.counterpart(of: then, in: run.judged))
    levelThen = sign * before
    isBetterSince =
      series.finiteCount >= CoreConstants.fewestPoints && before - analysis.now > analysis.needed
  }
}

extension Judgement {
  /// The measures that got better since the judged series left its best.
  public var othersStillBetter: [OtherValidation] {
    guard [.overfitting, .worsening].contains(verdict) else { return [] }
    return otherValidation.filter(\.isBetterSince)
  }

  /// The measures that left their best while the judged series, which learned something, did not.
  public var othersWorsened: [OtherValidation] {
    if reason.isNeverLearned { return [] }
    guard [.improving, .converged, .plateaued].contains(verdict) else { return [] }
    return otherValidation.filter { $0.level != nil && $0.verdict.isWorse }
  }

  /// Withdraws the advice to stop if another measure speaks against it.
  public mutating func weighOthers() {
    if stopAdvice == .stop, !othersStillBetter.isEmpty { stopAdvice = .consider }
  }
}
