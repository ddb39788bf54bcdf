/// The numbers of the rule for stopping; the article on verdicts says how they were found.
enum StopConstants {
  /// The logarithm of the odds that more is to come, of a validation series that left its best just now.
  static let start = 1.45
  /// What is added to it with every doubling of the evaluations since.
  static let perDoubling = -0.85
  /// What is added for each power of ten by which the series came nearer to its best than usual.
  static let nearness = 0.7
  /// What is added where all of the rise was taken back.
  static let regained = 1.1
  /// What is added while the learning rate is low.
  static let rateIsLow = -1.9
  /// What is added for a training series.
  static let isTraining = 1.0
  /// The score below which a run may be stopped: a chance of one in eight.
  static let bar = -2.0
  /// The share of the steps taken through which the score must have been below the bar.
  static let enduring = 0.03

  /// The learning rate is low at `lowRate` of its peak, if at least `fewestRates` rates were logged.
  static let lowRate = 0.5
  static let fewestRates = 3

  /// The fewest finite points of a flat validation series, and of a training series, that is stopped.
  static let fewestPoints = 16
  static let fewestTrainingPoints = 40
  /// The fewest of one that is overfitting while nobody knows the planned end, and that of one that had not
  /// left its start when it rose.
  ///
  /// The losses of detectors rise first and fall for long after.
  static let fewestRisen = 24
  static let fewestRisenAtOnce = 45
  /// The fewest of one that is diverged while its learning rate may still fall.
  static let fewestDiverged = 60
  /// A series has left its start with this share of the scale.
  static let learned = 0.05
  /// So many times the scale above its best a series is as good as diverged.
  static let explosion = 10.0
  /// A series that fell by this share of its rise, over its last third, is coming back.
  static let comingBack = 0.1
  /// A rise counts for it up to this many times the size of a value.
  static let mostRise = 3.0
  /// If the planned end is known, no run is stopped before this share of the planned steps.
  static let shareOfPlan = 0.2
}
