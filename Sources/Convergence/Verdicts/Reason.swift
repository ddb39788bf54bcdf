/// Why a run got its verdict, as facts; sentences are made elsewhere.
///
/// Levels and gains are in the unit of the judged series. Gains are positive where things got better,
/// in either direction; levels are as logged.
public enum Reason: Sendable, Hashable {
  /// Fewer finite points than a verdict needs.
  case tooFewPoints(finite: Int, needed: Int)
  /// The judged or the training series was not finite at its end, from `since` on: `count` of `points`.
  case endsNonFinite(since: Int64, count: Int, points: Int, inTrain: Bool)
  /// No point was finite.
  case neverFinite(points: Int)
  /// The loss was exactly zero from `since` on while the gradient norm was not finite.
  case zeroLoss(since: Int64, count: Int)
  /// The gradient norm was not finite from `since` on, to the end.
  case gradientNotFinite(since: Int64, count: Int)
  /// The judged or the training series gave back `share` (0 to 1 and above) of its progress after `since`.
  case gaveBackProgress(best: Double, now: Double, share: Double, since: Int64, inTrain: Bool)
  /// The judged or the training series made no progress and ended beyond its start.
  case leftItsStart(start: Double, now: Double, since: Int64, inTrain: Bool)
  /// The validation series has worsened since its best level; there is no training series to compare.
  case validationWorsened(best: Double, now: Double, since: Int64)
  /// The validation series has worsened since its best level while the training series got better.
  case validationWorsenedWhileTrainImproved(
    best: Double, now: Double, since: Int64, trainAtBest: Double, trainNow: Double)
  /// The validation series has worsened since its best level while the training series stood still.
  case validationWorsenedWhileTrainStood(
    best: Double, now: Double, since: Int64, trainAtBest: Double, trainNow: Double)
  /// More gain is to come: `recentGain` over the last third, `expectedGain` over the next half.
  case gainToCome(recentGain: Double, expectedGain: Double, needed: Double)
  /// No further gain worth having: flat since `since`.
  case flat(expectedGain: Double, needed: Double, since: Int64)
  /// Flat at a learning rate that is still `share` of its peak, which usually has yet to fall.
  case flatAtHighLearningRate(share: Double, since: Int64)
  /// Flat without having got far from the start; `classes` is k where the level is close to ln(k),
  /// the cross-entropy of guessing among k.
  case neverLearned(start: Double, now: Double, classes: Int?)
  /// Gains up to `hidden` cannot be told from noise.
  case noiseHides(noise: Double, hidden: Double)
  /// Nothing could be judged: the losses of two networks that oppose each other, with no measure of quality.
  case opposingLosses(String, String)
}

extension Reason {
  /// The step at which what the reason names began, where it names one.
  public var since: Int64? {
    switch self {
    case .endsNonFinite(let since, _, _, _), .zeroLoss(let since, _),
      .gradientNotFinite(let since, _), .gaveBackProgress(_, _, _, let since, _),
      .leftItsStart(_, _, let since, _), .validationWorsened(_, _, let since),
      .validationWorsenedWhileTrainImproved(_, _, let since, _, _),
      .validationWorsenedWhileTrainStood(_, _, let since, _, _), .flat(_, _, let since),
      .flatAtHighLearningRate(_, let since):
      since
    case .tooFewPoints, .neverFinite, .gainToCome, .neverLearned, .noiseHides, .opposingLosses: nil
    }
  }
}

extension Reason {
  /// Whether nothing was learned, so that there is no step since which the run has been flat.
  var isNeverLearned: Bool { if case .neverLearned = self { true } else { false } }
}
