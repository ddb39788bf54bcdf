public import Scalars

/// The series of one run that its verdict is made from.
///
/// Only `judged` is needed. Each further series lets the judge tell apart what one curve alone
/// cannot: overfitting needs `train`, converged against plateaued needs `learningRate`.
public struct RunEvidence: Sendable {
  /// The series that is judged.
  public var judged: SeriesTracker
  /// Whether `judged` was measured on data the model is not trained on.
  public var judgedIsValidation: Bool
  /// Whether `judged` is a loss, whose values can be any number; else it may count, as accuracies do.
  public var judgedIsLoss: Bool
  /// Which way is better for `judged` (and for `train`).
  public var direction: Direction
  /// Between which ends the values of `judged` can lie, such as 0 to 1 for an accuracy; an end may be infinite.
  public var bounds: ClosedRange<Double>?
  /// The training series that belongs to a judged validation series.
  public var train: SeriesTracker?
  /// The learning rate.
  public var learningRate: SeriesTracker?
  /// The norm of the gradient.
  public var gradientNorm: SeriesTracker?
  /// The epoch as a fraction, such as `train/epoch` by Hugging Face's trainer.
  public var epoch: SeriesTracker?
  /// Further measures, which are reported beside the judged one.
  public var others: [OtherSeries]
  /// Logged weights, of a term of the loss or of what makes the task hard: a rising one raises the loss.
  public var weights: [NamedSeries]
  /// The first step of each job that took the run up again.
  public var restarts: [Int64]
  /// The step at which the run is to end, where known.
  public var maxSteps: Int64?
  /// Whether progress had been made before the points that are judged.
  var hadLearned = false

  /// Creates the evidence of a run.
  public init(
    judged: SeriesTracker, judgedIsValidation: Bool = false, judgedIsLoss: Bool? = nil,
    direction: Direction = .min,
    bounds: ClosedRange<Double>? = nil, train: SeriesTracker? = nil,
    learningRate: SeriesTracker? = nil,
    gradientNorm: SeriesTracker? = nil, epoch: SeriesTracker? = nil,
    others: [OtherSeries] = [], weights: [NamedSeries] = [], restarts: [Int64] = [],
    maxSteps: Int64? = nil
  ) {
    self.judged = judged
    self.judgedIsValidation = judgedIsValidation
    self.judgedIsLoss = judgedIsLoss ?? (direction == .min)
    self.direction = direction
    self.bounds = bounds
    self.train = train
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.epoch = epoch
    self.others = others
    self.weights = weights
    self.restarts = restarts
    self.maxSteps = maxSteps
  }
}

/// A series with the name that sentences call it by.
public struct NamedSeries: Sendable {
  /// The tag.
  public var name: String
  /// Its points.
  public var series: SeriesTracker
  /// Whether it makes a loss larger by falling, as the share of words that a decoder is told.
  public var isInverse: Bool

  /// Creates a named series.
  public init(_ name: String, _ series: SeriesTracker, isInverse: Bool = false) {
    self.name = name
    self.series = series
    self.isInverse = isInverse
  }
}
