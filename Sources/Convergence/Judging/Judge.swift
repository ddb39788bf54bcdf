import Scalars

/// Judges a run by its series.
///
/// Pure: the same series give the same judgement. Takes about 20 µs, and 20 µs more for each
/// further measure.
///
/// - Parameters:
///   - run: the series; only the judged one is needed.
///   - parameters: what counts as worth having.
///
/// - Returns: the verdict with everything behind it.
public func judge(_ run: RunEvidence, parameters: JudgeParameters = .normal) -> Judgement {
  let findings = Finding.all(in: run)
  if findings.isEmpty { return judgeEpochEnds(run, parameters) }
  var judgement = judgeEpochEnds(run.sound(findings), parameters)
  judgement.heed(findings, in: run)
  if !judgement.isOfTrain { judgement.describe(run) }
  return judgement
}

/// Judges a run without broken numbers; a mean that restarts with each epoch is judged by its last
/// values.
private func judgeEpochEnds(_ run: RunEvidence, _ parameters: JudgeParameters) -> Judgement {
  var judgement =
    if let ends = run.byEpochEnds { judgeSeries(ends, parameters) } else {
      judgeSeries(run, parameters)
    }
  guard let period = run.judged.restartPeriod else {
    judgement.leaveOutRestarts(of: run)
    return judgement
  }
  let epochs = judgement.points
  judgement.describe(run)
  judgement.epochs = epochs
  // How densely a running mean is logged does not matter: the writer took the mean already.
  judgement.flags.removeAll { if case .sparseLogging = $0 { true } else { false } }
  let flag = Flag.restartingMean(points: period, epochs: epochs)
  judgement.flags.append(flag)
  judgement.evidence += flag.facts
  return judgement
}

/// Judges a run without broken numbers and without restarting means.
private func judgeSeries(_ run: RunEvidence, _ parameters: JudgeParameters) -> Judgement {
  var judgement = Judgement(
    verdict: .tooLittleData, reason: .tooFewPoints(finite: 0, needed: 0), run)
  let rate = judgement.learningRate
  var core: CoreJudge?
  if let analysis = Analysis(
    run.judged, sign: run.direction.sign, bounds: run.bounds, parameters: parameters)
  {
    core = CoreJudge(analysis, of: run, learningRate: rate)
      .settled(for: run, learningRate: rate, parameters: parameters)
  }
  let analysis = core?.analysis
  if let core { judgement.note(core, of: run) }
  let decision = Decision(run, core: core, learningRate: rate)
  judgement.verdict = decision.verdict
  judgement.reason = decision.reason
  judgement.rateFault = decision.rateFault
  judgement.evidence += decision.evidence
  if let analysis { judgement.takeBestLevel(analysis, of: run) }
  let outlying = analysis.flatMap { judgement.leaveOutlyingBest($0, of: run) }
  if decision.restsOnTrain(run) { judgement.isProvisional = false }
  if let analysis { judgement.noteTimes(analysis, of: run) }
  judgement.noteOutlook(analysis, score: decision.score, of: run, parameters: parameters)
  judgement.otherValidation = run.others.map {
    OtherValidation($0, of: run, beside: judgement, parameters: parameters)
  }
  judgement.weighOthers()
  judgement.flags = Flag.all(of: run, analysis: analysis, judgement: judgement)
  judgement.tellStairs()
  if let outlying {
    judgement.flags.append(.recognised(outlying))
    judgement.evidence += outlying.facts
  }
  judgement.evidence +=
    judgement.reason.facts + (judgement.rateFault?.facts ?? []) + judgement.expectation
    + judgement.flags.flatMap(\.facts)
  return judgement
}

/// The judgement of a run whose only series are the losses of two opposing networks.
///
/// - Parameters:
///   - first: the name of one of them.
///   - second: the name of the other.
///
/// - Returns: the verdict `undecidable`, without any number.
public func judgementOfOpposing(_ first: String, _ second: String) -> Judgement {
  Judgement(verdict: .undecidable, reason: .opposingLosses(first, second), direction: .min)
}

extension Judgement {
  /// Notes the facts that are known before the run is judged.
  init(verdict: Verdict, reason: Reason, _ run: borrowing RunEvidence) {
    self.init(verdict: verdict, reason: reason, direction: run.direction)
    isProvisional = run.judged.finiteCount < CoreConstants.fewPoints
    best = run.direction == .min ? run.judged.minimum : run.judged.maximum
    learningRate = run.learningRate.flatMap { LearningRateState($0) }
    describe(run)
  }

  /// The properties of the judged series that do not depend on the verdict.
  fileprivate mutating func describe(_ run: borrowing RunEvidence) {
    let judged = run.judged
    judgedIsValidation = run.judgedIsValidation
    points = judged.points
    nonFinite = judged.nonFinite
    first = judged.first
    last = judged.last
    if judged.points > 0 { steps = judged.lowestStep...judged.highestStep }
    if let first, let last, first.wallTime.isFinite, last.wallTime.isFinite {
      wallSeconds = last.wallTime - first.wallTime
    }
  }

  /// Changes the reason if a training loss falls only at the ends of epochs: that may be memorizing
  /// as well as progress.
  ///
  /// The verdict stays: 24 of 25 such cases in the benchmark fell again at the next epoch's end.
  fileprivate mutating func tellStairs() {
    guard verdict == .improving, !judgedIsValidation else { return }
    for case .epochStairs(let share, let boundaries, let slope) in flags
    where direction.sign * slope >= 0 || share > CoreConstants.stairsAlone {
      reason = .fallsAtEpochEnds(share: share, boundaries: boundaries)
    }
  }

  /// The gain that the forecast implies, for the evidence.
  fileprivate var expectation: [Evidence] {
    guard let forecast, let level else { return [] }
    let gains = [forecast.low, forecast.high].map { direction.sign * (level - $0) }.sorted()
    return [
      Evidence("forecast-of-steps", forecast.share), Evidence("expected-gain-low", gains[0]),
      Evidence("expected-gain-high", gains[1]),
    ]
  }

  /// The numbers of an analysis, with the series' own sign again.
  fileprivate mutating func note(_ core: CoreJudge, of run: RunEvidence) {
    let (analysis, sign) = (core.analysis, run.direction.sign)
    level = sign * analysis.now
    bestLevel = Extreme(value: sign * analysis.best, step: analysis.bestStep)
    startLevel = sign * analysis.start
    noise = analysis.noise
    standardError = analysis.standardError
    scale = analysis.scale
    worthwhileGain = analysis.worthwhile
    detectableGain = analysis.detectable
    train = core.change
  }
}
