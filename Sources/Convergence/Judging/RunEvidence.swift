public import Scalars

/// The series of one run on which its verdict is based.
///
/// Only `judged` is needed. Each further series separates verdicts that one curve alone cannot:
/// overfitting needs `train`, and to separate converged from plateaued needs `learningRate`.
public struct RunEvidence: Sendable {
  /// The series that is judged.
  public var judged: SeriesTracker
  /// Whether `judged` was measured on data the model is not trained on.
  public var judgedIsValidation: Bool
  /// Whether `judged` is a loss, whose values can be any number; other measures may be counts or
  /// shares, like an accuracy.
  public var judgedIsLoss: Bool
  /// Which direction is better for `judged` (and for `train`).
  public var direction: Direction
  /// The range of possible values of `judged`, such as 0 to 1 for an accuracy; an end may be
  /// infinite.
  public var bounds: ClosedRange<Double>?
  /// The training series that belongs to a judged validation series.
  public var train: SeriesTracker?
  /// The learning rate.
  public var learningRate: SeriesTracker?
  /// The norm of the gradient.
  public var gradientNorm: SeriesTracker?
  /// The epoch as a fraction, such as `train/epoch` of Hugging Face's trainer.
  public var epoch: SeriesTracker?
  /// Further measures, which are reported beside the judged one.
  public var others: [OtherSeries]
  /// Logged weights of a term of the loss, or of the task's difficulty: if one rises, the loss
  /// rises.
  public var weights: [NamedSeries]
  /// The first step of each restart of the job.
  public var restarts: [Int64]
  /// The step at which the run is planned to end, if known.
  public var maxSteps: Int64?
  /// Whether progress had been made before the judged points.
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

/// A series with the name that sentences use for it.
public struct NamedSeries: Sendable {
  /// The tag.
  public var name: String
  /// Its points.
  public var series: SeriesTracker
  /// Whether the loss rises when this falls, as with teacher forcing: the share of correct words
  /// that a decoder is given.
  public var isInverse: Bool

  /// Creates a named series.
  public init(_ name: String, _ series: SeriesTracker, isInverse: Bool = false) {
    self.name = name
    self.series = series
    self.isInverse = isInverse
  }
}
