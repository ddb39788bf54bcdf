import Statistics

/// The constants of the method; all are free of any unit.
///
/// They were tuned on the benchmark; the article on verdicts says how.
package enum CoreConstants {
  /// With fewer finite points than `fewestPoints` there is no verdict; with fewer than `fewPoints`
  /// it is provisional.
  static let fewestPoints = 5
  static let fewPoints = 10
  /// From this number of finite points on, a run that has not left its start is said to learn
  /// nothing.
  static let fewestToSayNothingIsLearned = 13
  /// With fewer finite points than this, a short non-finite ending is enough for `diverged`.
  static let pointsForTail = 8

  /// The loss scale is never below this share of the drop so far.
  static let scaleFloor = 0.05

  /// How much of a past or fitted gain the next steps bring, on average, as a share of that gain.
  static let promiseOfLongGain = 0.9
  static let promiseOfRecentGain = 1.2
  static let promiseOfFittedGain = 1.4
  /// The smallest and the largest vote, in units of the gain that counts.
  static let voteRange = -0.5...2.0
  /// Signal-to-noise ratio: worthwhile gain / standard error.
  ///
  /// At or below `noisy` only the long-term vote is used; at or above `quiet` only the short-term
  /// votes.
  static let noisy = 0.25
  static let quiet = 4.0
  /// Factors of the expected gain: a training loss keeps falling as before, a validation loss stops
  /// earlier than its past suggests.
  static let trainFactor = 1.15
  static let validationFactor = 0.85
  /// The learning rate counts as falling if it lost this share of its peak in the last fifth of the
  /// run.
  static let fallingShare = 0.005
  /// A learning rate counts as almost 0 up to this share of its peak.
  package static let exhaustedShare = 0.01
  /// While the learning rate falls, gains are scaled by min(1, this + rate / peak).
  static let factorAtZeroRate = 0.5
  /// The score above which a run counts as improving.
  static let improvingScore = 1.0

  /// A collapse is a rise by this many standard errors, this share of the best level, and this
  /// share of the progress.
  static let collapseErrors = 5.0
  static let collapseShareOfBest = 0.10
  static let collapseShareOfProgress = 0.50
  /// A run has exploded if it ends at this many times its starting level.
  static let explosion = 10.0
  /// A validation series beside a training series that still falls has diverged at this many times
  /// its start.
  static let farExplosion = 1000.0
  /// Standard errors that the level must lie above its best to be `worsening`.
  ///
  /// This is more than a test of two given levels needs, because the best level is the best of
  /// about ten.
  static let worseningErrors = 3.5
  /// A best value that stands out is left out only from this share of the steps on: an early one is
  /// a turning point as often as luck.
  static let lateShare = 0.7
  /// A level counts as a step up if it lasts for at least this many blocks.
  static let fewestStepBlocks = 4
  /// The level stays near the level now if it differs by at most this share of the progress.
  static let flatShareOfProgress = 0.25
  /// A single value that stands out by this many standard deviations must not decide the verdict
  /// alone.
  static let outlierErrors = 2.0
  /// The number of windows (of a tenth of the steps) that the horizon covers.
  static let windowsAhead = 5.0
  /// If this share of a training loss's fall came at the ends of epochs, there is no trend within
  /// epochs.
  static let stairsAlone = 0.9
  /// A series that recovered this share of its rise is on its way back.
  static let regainedShare = 0.5
  /// A validation series that recovered this share of its rise is not overfitting.
  static let comeBackShare = 0.7
  /// A validation series must have risen by this many standard errors.
  static let overfitErrors = 2.0
  /// If the training series rose as well, it must have risen by this many worthwhile gains.
  static let riseWithTrain = 2.0
  /// The training series counts as risen if it rose by this share of the validation's worthwhile
  /// gain.
  static let trainTolerance = 0.1

  /// The probability of further gains by score, measured on the benchmark.
  static let probability = MonotoneTable([
    (-0.5, 0.06), (0.2, 0.06), (0.45, 0.13), (0.6, 0.25), (0.8, 0.43), (1.0, 0.52), (1.2, 0.67),
    (1.5, 0.81), (1.8, 0.92), (2.0, 0.975),
  ])
  /// The same for runs that are overfitting or have diverged.
  static let probabilityStopped = 0.03
  /// How often such verdicts were right on half of the benchmark's groups, by the rise above the
  /// best level in units of the gain that counts.
  static let confidenceOverfitting = MonotoneTable([
    (1.0, 0.7), (1.5, 0.8), (2.5, 0.87), (4.0, 0.92),
  ])
  static let confidenceDiverged = MonotoneTable([(1.0, 0.55), (4.0, 0.6), (7.0, 0.82)])
  /// The same if the training series collapsed and the judged one did not.
  static let confidenceTrainDiverged = 0.8
  /// The same for runs that end in NaN or infinite values.
  static let confidenceNonFinite = 0.95
  /// The confidence if the numbers are broken, so that any verdict would be a guess.
  static let confidenceUndecidable = 0.5
  /// A provisional verdict's confidence is multiplied by this.
  static let provisionalShare = 0.85
  /// Half the width of the forecast's 80 % range, in its standard deviations.
  static let range80 = 1.62
}
