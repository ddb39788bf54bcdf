import Scalars

/// Finds the core verdict; the order of the checks matters.
struct CoreJudge {
  let analysis: Analysis
  let isValidation: Bool
  /// Whether a policy is trained for the judged series.
  let isObjective: Bool
  /// How far the train level has fallen since the judged series was best; `nil` without train.
  let trainFall: Double?
  let score: GainScore
  /// The training series' levels, if there is one beside a judged validation series.
  var change: TrainChange?

  var verdict: CoreVerdict {
    if let outcome = isValidation ? validationOutcome : trainOutcome { return outcome }
    if score.value > CoreConstants.improvingScore { return .improving }
    return analysis.isWorsening ? .worsening : .flat
  }

  /// Whether a series has ended in non-finite values: at least three, over at least a twentieth of
  /// its steps.
  ///
  /// Stricter than ``endsNonFinite(_:)``: a training loss or a gradient norm may be non-finite now
  /// and then, since mixed precision skips such steps.
  static func staysNonFinite(_ tracker: SeriesTracker) -> Bool {
    guard tracker.nonFinite.trailingCount >= 3 else { return false }
    guard let lastBlock = tracker.pyramid.blocks.last else { return true }
    return tracker.tail(behind: lastBlock) >= 0.05 * tracker.elapsed
  }

  /// Whether a series ends in non-finite values.
  ///
  /// True if they cover the last 5 % of the steps or are the last three points. For a series with
  /// few finite points, true if 30 % of all points are non-finite, or 5 % with the latest among
  /// them. Single non-finite values elsewhere do not count.
  static func endsNonFinite(_ tracker: SeriesTracker) -> Bool {
    let nonFinite = tracker.nonFinite
    guard nonFinite.count > 0, let lastStep = nonFinite.lastStep else { return false }
    guard let lastBlock = tracker.pyramid.blocks.last else { return true }
    if tracker.finiteCount < CoreConstants.pointsForTail {
      let share = Double(nonFinite.count) / Double(tracker.points)
      return share >= 0.3 || (share >= 0.05 && lastStep >= tracker.highestStep)
    }
    return tracker.tail(behind: lastBlock) >= 0.05 * tracker.elapsed
      || nonFinite.trailingCount >= 3
  }
}

extension SeriesTracker {
  /// How far the highest step lies beyond a block's last step.
  fileprivate func tail(behind block: SpanBlock) -> Double {
    Double(highestStep.magnitudeOfDistance(to: block.lastStep))
  }
}

extension CoreJudge {
  init(
    _ analysis: Analysis, of run: borrowing RunEvidence, learningRate: LearningRateState?
  ) {
    self.analysis = analysis
    isValidation = run.judgedIsValidation
    isObjective = !run.judgedIsValidation && run.direction == .max
    change = TrainChange(run, analysis: analysis)
    let sign = run.direction.sign
    trainFall = change.map { sign * ($0.atBest - $0.now) }
    let kind = isValidation ? CoreConstants.validationFactor : CoreConstants.trainFactor
    score = GainScore(analysis, factor: kind * (learningRate?.gainFactor ?? 1))
  }

  /// If a policy only got worse from the start on, that need not be a divergence of its training.
  private var trainOutcome: CoreVerdict? {
    guard let collapse = analysis.collapse, !(isObjective && collapse == .leftItsStart) else {
      return nil
    }
    return .diverged(collapse)
  }

  private var validationOutcome: CoreVerdict? {
    let a = analysis
    let tolerance = CoreConstants.trainTolerance * a.worthwhile
    let trainRose = trainFall.map { $0 <= -tolerance } ?? false
    let worth = (trainRose ? CoreConstants.riseWithTrain : 1) * a.worthwhile
    let bar = max(worth, CoreConstants.overfitErrors * a.standardError)
    let cameBack =
      a.worstSinceBest - a.now > CoreConstants.comeBackShare * (a.worstSinceBest - a.best)
    let hasRisen = a.rise > bar && !a.levelsAfterBest.isEmpty && !cameBack
    let collapse = a.collapse
    guard collapse != nil || hasRisen else { return nil }
    if let collapse, a.hasExplodedFar || trainRose || trainFall == nil {
      return .diverged(collapse)
    }
    return trainRose ? .worsening : .overfitting
  }
}
