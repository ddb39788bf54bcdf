import Scalars
import Statistics

/// A verdict in the making: the checks in their order, and the facts that support the answer.
struct Decision {
  var verdict = Verdict.tooLittleData
  var reason: Reason
  var score: GainScore?
  /// What is wrong with the learning rate, if the curve shows it.
  var rateFault: RateFault?
  var evidence: [Evidence] = []

  init(_ run: borrowing RunEvidence, core: CoreJudge?, learningRate: LearningRateState?) {
    let finite = run.judged.finiteCount
    reason = .tooFewPoints(finite: finite, needed: CoreConstants.fewestPoints)
    if let failure = Self.nonFiniteFailure(of: run) {
      verdict = .diverged
      reason = failure
      return
    }
    guard finite >= CoreConstants.fewestPoints, let core else { return }
    weigh(core, of: run, learningRate: learningRate)
  }

  /// True if the judged series is validation, but the reason comes from the training series, which
  /// has enough points.
  func restsOnTrain(_ run: RunEvidence) -> Bool {
    guard run.judgedIsValidation, (run.train?.points ?? 0) >= CoreConstants.fewPoints else {
      return false
    }
    return switch reason {
    case .gaveBackProgress(_, _, _, _, true), .exploded(_, _, _, true),
      .leftItsStart(_, _, _, true),
      .endsNonFinite(_, _, _, true), .oftenNonFinite(_, _, _, true):
      true
    default: false
    }
  }

  private mutating func weigh(
    _ core: CoreJudge, of run: RunEvidence, learningRate: LearningRateState?
  ) {
    let (analysis, score, change) = (core.analysis, core.score, core.change)
    self.score = score
    let sign = run.direction.sign
    noteEvidence(analysis, score, change, sign)
    switch core.verdict {
    case .improving:
      setImproving(analysis, sign)
      rateFault = RateFault(improving: analysis, of: run, learningRate)
    case .flat where hasDivergedInTrain(run, unlike: analysis): break
    case .flat: setFlat(analysis, score, of: run, learningRate: learningRate)
    case .worsening: setWorsening(analysis, sign)
    case .overfitting: setOverfitting(analysis, change, sign)
    case .diverged(let divergence):
      setDiverged(divergence, analysis, sign, inTrain: !run.judgedIsValidation)
    }
  }

  /// A validation series may stay constant at a high level when the training series has long
  /// collapsed.
  ///
  /// This does not count if the validation series has learned and is as good as it ever was.
  private mutating func hasDivergedInTrain(
    _ run: RunEvidence, unlike validation: Analysis
  ) -> Bool {
    let sign = run.direction.sign
    let isAtBest = validation.rise <= max(validation.worthwhile, validation.detectable)
    guard !(isAtBest && validation.hasLearned), run.judgedIsValidation, let train = run.train,
      train.finiteCount >= CoreConstants.fewPoints,
      let analysis = Analysis(train, sign: sign, parameters: .normal),
      let divergence = analysis.collapse
    else { return false }
    setDiverged(divergence, analysis, sign, inTrain: true)
    return true
  }
}

extension Decision {
  private mutating func setImproving(_ analysis: Analysis, _ sign: Double) {
    verdict = .improving
    let (before, since) = analysis.levelAtTwoThirds
    reason = .gainToCome(
      before: sign * before, now: sign * analysis.now, since: since, needed: analysis.needed)
  }

  private mutating func setOverfitting(
    _ analysis: Analysis, _ change: TrainChange?, _ sign: Double
  ) {
    verdict = .overfitting
    let best = sign * analysis.best
    let now = sign * analysis.now
    let since = analysis.bestStep
    let tolerance = CoreConstants.trainTolerance * analysis.worthwhile
    if let change, sign * (change.atBest - change.now) > tolerance {
      reason = .validationWorsenedWhileTrainImproved(
        best: best, now: now, since: since, trainAtBest: change.atBest, trainNow: change.now)
    } else if let change {
      reason = .validationWorsenedWhileTrainStood(
        best: best, now: now, since: since, trainAtBest: change.atBest, trainNow: change.now)
    } else {
      reason = .validationWorsened(best: best, now: now, since: since)
    }
  }

  private mutating func setDiverged(
    _ divergence: CoreVerdict.Divergence, _ analysis: Analysis, _ sign: Double, inTrain: Bool
  ) {
    verdict = .diverged
    let since = analysis.lastGoodStep
    switch divergence {
    case .gaveBackProgress:
      reason = .gaveBackProgress(
        best: sign * analysis.best, now: sign * analysis.now,
        share: analysis.progress > 0 ? analysis.rise / analysis.progress : 1, since: since,
        inTrain: inTrain)
    case .leftItsStart:
      reason = .leftItsStart(
        start: sign * analysis.start, now: sign * analysis.now, since: since, inTrain: inTrain)
    case .exploded:
      reason = .exploded(
        start: sign * analysis.start, now: sign * analysis.now,
        since: analysis.lastStepBeforeExplosion, inTrain: inTrain)
    }
  }

  private mutating func setWorsening(_ analysis: Analysis, _ sign: Double) {
    verdict = .worsening
    reason = .worsened(
      best: sign * analysis.best, now: sign * analysis.now, since: analysis.bestStep)
  }

  /// A flat run has one of three verdicts: `undecidable` in noise, `plateaued` if more may come,
  /// else `converged`.
  private mutating func setFlat(
    _ analysis: Analysis, _ score: GainScore, of run: RunEvidence, learningRate: LearningRateState?
  ) {
    let since = analysis.flatSince
    if let tooEarly = Self.reasonToWait(analysis, run, learningRate) {
      verdict = .undecidable
      reason = tooEarly
      return
    }
    verdict = .plateaued
    if analysis.detectable > 5 * analysis.worthwhile, score.value > 0.3 {
      verdict = .undecidable
      reason = .noiseHides(noise: analysis.noise, hidden: analysis.detectable)
      return
    }
    let guess = Self.classesGuessed(analysis, run)
    rateFault = RateFault(flat: analysis, of: run, learningRate, isGuessing: guess != nil)
    if !analysis.hasLearned, !Self.trainHasLearned(run) {
      // A dozen points near the start say nothing yet: most runs begin like that.
      let needed = CoreConstants.fewestToSayNothingIsLearned
      guard max(run.judged.finiteCount, run.train?.finiteCount ?? 0) >= needed else {
        verdict = .tooLittleData
        reason = .notYetStarted(finite: run.judged.finiteCount, needed: needed)
        rateFault = nil
        return
      }
      reason = Self.reasonNotToHaveLearned(analysis, run.direction)
    } else if let learningRate, learningRate.hasRoom {
      reason = .flatAtHighLearningRate(share: learningRate.shareOfPeak, since: since)
    } else if case .tooHigh(let rate) = rateFault {
      let sign = run.direction.sign
      reason = .stuckAtHighRate(
        start: sign * analysis.start, now: sign * analysis.now, rate: rate, since: since,
        classes: guess)
    } else {
      verdict = .converged
      reason = .flat(needed: analysis.needed, since: since)
    }
  }

  /// The number of classes k among which the model guesses, if the loss came to rest near its start
  /// at ln(k).
  private static func classesGuessed(_ analysis: Analysis, _ run: RunEvidence) -> Int? {
    guard run.direction == .min, run.judgedIsLoss, analysis.start <= 1.5 * analysis.now else {
      return nil
    }
    return classes(guessedAt: analysis.now)
  }

  /// Whether progress was made before the judged points; or by the training series, if the judged
  /// one began too late to show it.
  private static func trainHasLearned(_ run: RunEvidence) -> Bool {
    if run.hadLearned { return true }
    guard run.judgedIsValidation, let train = run.train else { return false }
    return Analysis(train, sign: run.direction.sign, parameters: .normal)?.hasLearned ?? false
  }

  /// The reason why a flat run says nothing yet: its warm-up, or its first epoch, is hardly over.
  private static func reasonToWait(
    _ analysis: Analysis, _ run: RunEvidence, _ learningRate: LearningRateState?
  ) -> Reason? {
    if let learningRate, learningRate.isWarmingUp {
      return .flatInWarmUp(peakStep: learningRate.peakStep)
    }
    // A reward is measured on new answers each time, so epochs do not matter.
    guard !run.judgedIsValidation, run.direction == .min, let epochs = EpochScale(run.epoch) else {
      return nil
    }
    let epoch = epochs.epoch(at: analysis.series.lastStep)
    return epoch < 0.99 ? .flatInFirstEpoch(epoch: epoch) : nil
  }

  private static func reasonNotToHaveLearned(
    _ analysis: Analysis, _ direction: Direction
  ) -> Reason {
    let (start, now) = (direction.sign * analysis.start, direction.sign * analysis.now)
    if abs(now - start) > 0.05 * analysis.size(of: analysis.start) {
      return .startWithinNoise(start: start, now: now, error: analysis.standardError)
    }
    return .neverLearned(
      start: start, now: now, classes: direction == .min ? classes(guessedAt: now) : nil)
  }

  /// The number of classes k for which guessing costs a cross-entropy ln(k) within 1 % of `level`.
  static func classes(guessedAt level: Double) -> Int? {
    let usual = [2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 20, 26, 50, 100, 200, 256, 1000, 10_000]
    let vocabularies = [21_128, 28_996, 30_522, 32_000, 50_257, 50_265, 128_256, 151_936]
    return (usual + vocabularies).first {
      let guess = naturalLogarithm(Double($0))
      return abs(level - guess) <= 0.01 * guess
    }
  }

  private mutating func noteEvidence(
    _ analysis: Analysis, _ score: GainScore, _ change: TrainChange?, _ sign: Double
  ) {
    evidence = [
      Evidence("level", sign * analysis.now), Evidence("best-level", sign * analysis.best),
      Evidence("start-level", sign * analysis.start),
      Evidence("noise", analysis.noise), Evidence("standard-error", analysis.standardError),
      Evidence("worthwhile-gain", analysis.worthwhile),
      Evidence("detectable-gain", analysis.detectable),
      Evidence("rise-since-best", analysis.rise),
      Evidence("gain-of-last-third", analysis.gains.long),
      Evidence("gain-of-last-fifth", analysis.gains.recent),
      Evidence("gain-by-fit", analysis.gains.fitted), Evidence("quietness", score.quietness),
      Evidence("ratio", score.value),
    ]
    if let change {
      evidence.append(Evidence("train-fall-since-best", sign * (change.atBest - change.now)))
    }
  }
}
