/// Weighs an analysis: the order of the questions is the order of the checks.
struct CoreJudge {
  let tracker: SeriesTracker
  let analysis: Analysis
  let isValidation: Bool
  /// How far the train level has fallen since the judged series was best; `nil` without train.
  let trainFall: Double?

  /// The ratio above which a run counts as improving.
  static let improvingRatio = 1.1

  var verdict: CoreVerdict {
    if Self.endsNonFinite(tracker) { return .diverged(.endsNonFinite) }
    if let outcome = isValidation ? validationOutcome : trainOutcome { return outcome }
    guard let ratio = analysis.ratio else { return .tooLittleData }
    return ratio > Self.improvingRatio ? .improving : .flat
  }

  /// Whether the series ends in non-finite values: a twentieth of its steps, or at least three points.
  static func endsNonFinite(_ tracker: SeriesTracker) -> Bool {
    guard tracker.nonFinite.count > 0, let lastFinite = tracker.pyramid.blocks.last else {
      return false
    }
    let elapsed = max(Double(tracker.highestStep) - min(0, Double(tracker.lowestStep)), 1e-12)
    let tail = Double(tracker.highestStep) - Double(lastFinite.lastStep)
    return tail >= 0.05 * elapsed
      || (tracker.nonFinite.lastStep == tracker.highestStep && tracker.nonFinite.count >= 3)
  }
}

extension CoreJudge {
  /// Whether the level has left its best so far that the run's progress is mostly gone.
  private var collapse: CoreVerdict.Divergence? {
    let a = analysis
    guard a.rise > 5 * a.standardError, a.rise > 0.1 * abs(a.best) else { return nil }
    if a.progress > 3 * a.standardError, a.progress > 0.02 * abs(a.start) {
      return a.rise > 0.5 * a.progress ? .gaveBackProgress : nil
    }
    let margin = max(0.2 * abs(a.start), 5 * a.standardError)
    return a.now > a.start + margin ? .leftItsStart : nil
  }

  /// Whether the level has come half-way back from its worst since the best.
  private var isComingBack: Bool {
    guard let worst = analysis.levelsAfterBest.max() else { return false }
    return worst - analysis.now > 0.5 * (worst - analysis.best)
  }

  private var trainOutcome: CoreVerdict? {
    guard let collapse else { return nil }
    return analysis.levels.values.count >= 3 && isComingBack ? nil : .diverged(collapse)
  }

  private var validationOutcome: CoreVerdict? {
    let a = analysis
    let hasRisen = a.rise > max(a.worthwhile, 2 * a.standardError)
    if hasRisen, !a.levelsAfterBest.isEmpty, !isComingBack {
      if trainFall.map({ $0 > 0 }) ?? true { return .overfitting }
      guard let collapse else {
        return a.rise < 0.5 * a.progress ? .overfitting : .diverged(.gaveBackProgress)
      }
      return .diverged(collapse)
    }
    guard let collapse else { return nil }
    if let trainFall, trainFall > 0 { return .overfitting }
    return .diverged(collapse)
  }
}
