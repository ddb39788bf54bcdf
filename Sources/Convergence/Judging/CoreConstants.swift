import Statistics

/// The numbers that the verdict's method was tuned to; all are free of any unit.
///
/// Tuned on one half of the benchmark's groups of runs, tested on the other; the article on verdicts says how.
package enum CoreConstants {
  /// Finite points below which nothing is said, and below which what is said is provisional.
  static let fewestPoints = 5
  static let fewPoints = 10
  /// Finite points from which on a run that has not left its start is said to learn nothing.
  static let fewestToSayNothingIsLearned = 13
  /// With fewer finite points than this, a short non-finite ending is enough for `diverged`.
  static let pointsForTail = 8

  /// The loss scale is never below this share of the drop so far.
  static let scaleFloor = 0.05

  /// What a past or fitted gain promises for the next steps, in units of itself.
  static let promiseOfLongGain = 0.9
  static let promiseOfRecentGain = 1.2
  static let promiseOfFittedGain = 1.4
  /// A vote says no more than this, in units of the gain that counts.
  static let voteRange = -0.5...2.0
  /// Worthwhile gain over standard error at which only the long view counts, and only recent ones.
  static let noisy = 0.25
  static let quiet = 4.0
  /// A training loss goes on as it did; a validation loss ends earlier than its past promises.
  static let trainFactor = 1.15
  static let validationFactor = 0.85
  /// The learning rate counts as falling where the last fifth of the run cut it by this share of its peak.
  static let fallingShare = 0.005
  /// At this share of its peak a learning rate has fallen as far as matters.
  package static let exhaustedShare = 0.01
  /// While it falls, gains count this much more than the rate's share of its peak, at most once.
  static let factorAtZeroRate = 0.5
  /// The score above which a run counts as improving.
  static let improvingScore = 1.0

  /// A collapse: this many standard errors, this share of the best level, this share of the progress.
  static let collapseErrors = 5.0
  static let collapseShareOfBest = 0.10
  static let collapseShareOfProgress = 0.50
  /// A run has exploded if it ends at this many times its start.
  static let explosion = 10.0
  /// A validation series beside a training series that still falls is diverged at this many times its start.
  static let farExplosion = 1000.0
  /// Standard errors that the level must lie above its best to be worsening; more than for two levels given
  /// beforehand, for the best is the best of ten.
  static let worseningErrors = 3.5
  /// Standard deviations by which a single value stands out that must not decide alone.
  static let outlierErrors = 2.0
  /// The windows of a tenth of the steps that lie ahead within the horizon.
  static let windowsAhead = 5.0
  /// A training loss of whose fall this share came at the ends of epochs has no trend within them.
  static let stairsAlone = 0.9
  /// A series that regained this share of what it gave back is on its way back.
  static let regainedShare = 0.5
  /// A validation series that came back by this share of its rise is not overfitting.
  static let comeBackShare = 0.7
  /// Standard errors by which a validation series must have risen.
  static let overfitErrors = 2.0
  /// Worthwhile gains by which it must have risen where the training series rose as well.
  static let riseWithTrain = 2.0
  /// The training series has risen where it rose by this share of the validation's worthwhile gain.
  static let trainTolerance = 0.1

  /// The probability of further gains by score, measured on the benchmark.
  static let probability = MonotoneTable([
    (-0.5, 0.06), (0.2, 0.06), (0.45, 0.13), (0.6, 0.25), (0.8, 0.43), (1.0, 0.52), (1.2, 0.67),
    (1.5, 0.81), (1.8, 0.92), (2.0, 0.975),
  ])
  /// The same for runs that are overfitting or diverged.
  static let probabilityStopped = 0.03
  /// How often such verdicts were right on one half of the benchmark's groups: by how far the level has risen
  /// above its best, in units of what counts.
  static let confidenceOverfitting = MonotoneTable([(1.0, 0.7), (2.5, 0.77), (4.0, 0.9)])
  static let confidenceDiverged = MonotoneTable([(1.0, 0.55), (4.0, 0.6), (7.0, 0.82)])
  /// The same where the training series has collapsed beside a judged one that has not.
  static let confidenceTrainDiverged = 0.8
  /// The same of non-finite ends, by what they are.
  static let confidenceNonFinite = 0.95
  /// Where numbers are broken, so that a verdict would be a guess.
  static let confidenceUndecidable = 0.5
  /// What is left of the confidence while the verdict is provisional.
  static let provisionalShare = 0.85
  /// Half the width of the forecast's 80 % range, in its standard deviations.
  static let range80 = 1.62
}
