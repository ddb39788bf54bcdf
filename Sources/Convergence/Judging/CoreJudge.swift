/// Weighs an analysis: the order of the questions is the order of the checks.
struct CoreJudge {
  let analysis: Analysis
  let isValidation: Bool
  /// How far the train level has fallen since the judged series was best; `nil` without train.
  let trainFall: Double?
  let score: GainScore

  var verdict: CoreVerdict {
    if let outcome = isValidation ? validationOutcome : trainOutcome { return outcome }
    return score.value > CoreConstants.improvingScore ? .improving : .flat
  }

  /// Whether a series has ended in non-finite values, three of them and a twentieth of its steps.
  ///
  /// Stricter than ``endsNonFinite(_:)``: a training loss or a gradient norm may well be non-finite now
  /// and then, as mixed precision skips such steps.
  static func staysNonFinite(_ tracker: SeriesTracker) -> Bool {
    guard tracker.nonFinite.trailingCount >= 3 else { return false }
    guard let lastBlock = tracker.pyramid.blocks.last else { return true }
    let highest = Double(tracker.highestStep)
    let elapsed = max(highest - min(0, Double(tracker.lowestStep)), 1e-12)
    return highest - Double(lastBlock.lastStep) >= 0.05 * elapsed
  }

  /// Whether a series ends in non-finite values.
  ///
  /// That is, with a twentieth of its steps or with at least three points; with few finite points, with
  /// 30 % of all points, or with 5 % and the latest.
  static func endsNonFinite(_ tracker: SeriesTracker) -> Bool {
    let nonFinite = tracker.nonFinite
    guard nonFinite.count > 0, let lastStep = nonFinite.lastStep else { return false }
    guard let lastBlock = tracker.pyramid.blocks.last else { return true }
    if tracker.finiteCount < CoreConstants.pointsForTail {
      let share = Double(nonFinite.count) / Double(tracker.points)
      return share >= 0.3 || (share >= 0.05 && lastStep >= tracker.highestStep)
    }
    let highest = Double(tracker.highestStep)
    let elapsed = max(highest - min(0, Double(tracker.lowestStep)), 1e-12)
    return highest - Double(lastBlock.lastStep) >= 0.05 * elapsed
      || (lastStep == tracker.highestStep && nonFinite.count >= 3)
  }
}

extension CoreJudge {
  private var trainOutcome: CoreVerdict? { analysis.collapse.map { .diverged($0) } }

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
    if trainRose { return .diverged(collapse ?? .gaveBackProgress) }
    if trainFall == nil, let collapse { return .diverged(collapse) }
    return .overfitting
  }
}
