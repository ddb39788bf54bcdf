/// The constants of the stopping rule; the article on verdicts says how they were found.
enum StopConstants {
  /// The log odds of more gain for a validation series that has just left its best.
  static let start = 1.45
  /// Added for every doubling of the evaluations since then.
  static let perDoubling = -0.85
  /// Added for each power of ten by which the series came nearer to its best than usual.
  static let nearness = 0.7
  /// Added if all of the rise was recovered.
  static let regained = 1.1
  /// Added while the learning rate is low.
  static let rateIsLow = -1.9
  /// Added for a training series.
  static let isTraining = 1.0
  /// The score below which a run may be stopped: a chance of one in eight that more gain comes.
  static let bar = -2.0
  /// The score must have been below the bar for this share of the steps.
  static let enduring = 0.03

  /// The learning rate is low at `lowRate` of its peak, if at least `fewestRates` rates were
  /// logged.
  static let lowRate = 0.5
  static let fewestRates = 3

  /// The fewest finite points that it takes to stop a flat validation series, and a flat training
  /// series.
  static let fewestPoints = 16
  static let fewestTrainingPoints = 40
  /// The fewest for an overfitting series if the planned end is unknown; and for one that rose
  /// before it had learned anything.
  ///
  /// The losses of detectors rise first and then fall for a long time.
  static let fewestRisen = 24
  static let fewestRisenAtOnce = 45
  /// The fewest for a diverged series while its learning rate may still fall.
  static let fewestDiverged = 60
  /// A series has left its start if it fell by this share of the scale.
  static let learned = 0.05
  /// A series this many times the scale above its best is as good as diverged.
  static let explosion = 10.0
  /// A series is coming back if it recovered this share of its rise over its last third.
  static let comingBack = 0.1
  /// For that, a rise is capped at this many times the size of a value.
  static let mostRise = 3.0
  /// If the planned end is known, no run is stopped before this share of the planned steps.
  static let shareOfPlan = 0.2
}
