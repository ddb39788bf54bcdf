/// Why a run got its verdict, as facts; the sentences are made in another module.
///
/// Levels and gains are in the unit of the judged series. Gains are positive if things got better,
/// in either direction; levels are as logged.
public enum Reason: Sendable, Hashable {
  /// Fewer finite points than a verdict needs.
  case tooFewPoints(finite: Int, needed: Int)
  /// The judged or the training series was not finite at its end, from `since` on: `count` of
  /// `points`.
  case endsNonFinite(since: Int64, count: Int, points: Int, inTrain: Bool)
  /// The judged or the training series was not finite at `count` of a few `points`, the first time
  /// at `since`.
  case oftenNonFinite(since: Int64, count: Int, points: Int, inTrain: Bool)
  /// No point was finite.
  case neverFinite(points: Int, inTrain: Bool)
  /// The loss was exactly zero from `since` on while the gradient norm was not finite.
  case zeroLoss(since: Int64, count: Int)
  /// The gradient norm was not finite from `since` on, to the end.
  case gradientNotFinite(since: Int64, count: Int)
  /// The judged or the training series gave back `share` (0 to 1 and above) of its progress after
  /// `since`.
  case gaveBackProgress(best: Double, now: Double, share: Double, since: Int64, inTrain: Bool)
  /// The judged or the training series ended at more than ten times its start.
  case exploded(start: Double, now: Double, since: Int64, inTrain: Bool)
  /// The judged or the training series made no progress and ended far beyond its start.
  case leftItsStart(start: Double, now: Double, since: Int64, inTrain: Bool)
  /// The judged series is above its best level by more than noise and the worthwhile gain, and does
  /// not come back.
  case worsened(best: Double, now: Double, since: Int64)
  /// The validation series has worsened since its best level; there is no training series to
  /// compare.
  case validationWorsened(best: Double, now: Double, since: Int64)
  /// The validation series has worsened since its best level while the training series got better.
  case validationWorsenedWhileTrainImproved(
    best: Double, now: Double, since: Int64, trainAtBest: Double, trainNow: Double)
  /// The validation series has worsened since its best level while the training series stood still.
  case validationWorsenedWhileTrainStood(
    best: Double, now: Double, since: Int64, trainAtBest: Double, trainNow: Double)
  /// More gain than `needed` is expected; the level was `before` at the step `since`, about two
  /// thirds of the way, and is `now`.
  case gainToCome(before: Double, now: Double, since: Int64, needed: Double)
  /// No gain of at least `needed` is expected: flat since `since`.
  case flat(needed: Double, since: Int64)
  /// Flat at a learning rate that is still `share` of its peak, which usually has yet to fall.
  case flatAtHighLearningRate(share: Double, since: Int64)
  /// Flat since `since` after little progress, at a high learning `rate` that never fell; `classes`
  /// is k if the level is close to ln(k).
  case stuckAtHighRate(start: Double, now: Double, rate: Double, since: Int64, classes: Int?)
  /// Flat, and within 5 % of the start; `classes` is k if the level is close to ln(k), the
  /// cross-entropy of guessing among k.
  case neverLearned(start: Double, now: Double, classes: Int?)
  /// Flat, and the gain since the start is less than five times the standard error `error`.
  case startWithinNoise(start: Double, now: Double, error: Double)
  /// Flat, but the training series is in its first epoch, at `epoch`.
  case flatInFirstEpoch(epoch: Double)
  /// Flat, but the learning rate has hardly reached its peak, at `peakStep`.
  case flatInWarmUp(peakStep: Int64)
  /// Flat with only `finite` points of `needed`, and has not left the start; most runs begin like
  /// that.
  case notYetStarted(finite: Int, needed: Int)
  /// The training loss got better at `boundaries` ends of epochs, not within them: `share` of its
  /// fall came there.
  case fallsAtEpochEnds(share: Double, boundaries: Int)
  /// Gains up to `hidden` cannot be distinguished from noise.
  case noiseHides(noise: Double, hidden: Double)
  /// Nothing could be judged: the losses of two networks that oppose each other, with no measure of
  /// quality.
  case opposingLosses(String, String)
  /// A finding about the numbers makes any other verdict wrong.
  case recognised(Observation)
}

extension Reason {
  /// The step at which the cause named by the reason began, if it names one.
  public var since: Int64? {
    switch self {
    case .endsNonFinite(let since, _, _, _), .oftenNonFinite(let since, _, _, _),
      .zeroLoss(let since, _),
      .gradientNotFinite(let since, _), .gaveBackProgress(_, _, _, let since, _),
      .exploded(_, _, let since, _), .leftItsStart(_, _, let since, _), .worsened(_, _, let since),
      .validationWorsened(_, _, let since),
      .validationWorsenedWhileTrainImproved(_, _, let since, _, _),
      .validationWorsenedWhileTrainStood(_, _, let since, _, _), .flat(_, let since),
      .flatAtHighLearningRate(_, let since), .stuckAtHighRate(_, _, _, let since, _):
      since
    case .tooFewPoints, .neverFinite, .gainToCome, .neverLearned, .startWithinNoise,
      .flatInFirstEpoch, .flatInWarmUp, .notYetStarted, .noiseHides, .opposingLosses,
      .fallsAtEpochEnds:
      nil
    case .recognised(let observation): observation.since
    }
  }
}

extension Reason {
  /// Whether nothing was ever learned; then there is no step at which the run became flat.
  var isNeverLearned: Bool {
    switch self {
    case .neverLearned, .startWithinNoise: true
    default: false
    }
  }
}
