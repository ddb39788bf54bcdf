import Convergence
public import Scalars

/// The reason for taking one direction of a metric as better.
public enum DirectionReason: Sendable, Hashable {
  /// The caller said so.
  case asked
  /// A word of its tag, such as `loss` or `accuracy`.
  case name(String)
  /// No word is known, and it fell (or rose) overall.
  case trend
  /// No word is known, and most other runs with this tag went this way.
  case siblings
}

/// Why a series was chosen to be judged.
public enum MetricReason: Sendable, Hashable {
  /// The caller named it.
  case asked
  /// A validation loss that can be compared with a training loss.
  case pairedValidation
  /// A validation loss without one.
  case validation
  /// A measure on held-out data other than a loss, such as an accuracy or an error rate.
  case heldOutMeasure
  /// A training loss; `validationIsShort` if there is a validation loss with too few points to
  /// judge by.
  case train(validationIsShort: Bool)
  /// A training loss, because the validation series is broken.
  case trainInstead
  /// A rating against other players.
  case rating
  /// The reward: if there is one, the loss says little.
  case reward
  /// How often, or by how much, chosen answers are preferred to rejected ones: accuracies or
  /// margins.
  case preference
  /// A metric with a known direction, because there is no loss.
  case namedMetric
  /// The first series, because no name is known.
  case first
}

/// A further series that shows how well a run goes, beside the judged one.
public struct OtherMeasure: Sendable, Hashable {
  /// Its number.
  public let index: Int
  /// Which way it gets better.
  public let direction: Direction
  /// The range of its possible values; nil if it is not known.
  public let bounds: ClosedRange<Double>?
}

/// The series of a run that are judged or that help: indices into `RunReader.series`.
public struct JudgedSeries: Sendable, Hashable {
  /// The series by which the run is judged; nil if no series can be judged.
  public internal(set) var metric: Int?
  /// The two opposing losses, if they are the reason why there is no metric; otherwise empty.
  public internal(set) var opposing: [Int] = []
  /// Why it was chosen.
  public internal(set) var reason = MetricReason.first
  /// Which way it gets better.
  public internal(set) var direction = Direction.min
  /// Why that is assumed.
  public internal(set) var directionReason = DirectionReason.trend
  /// The range of its values, if its name is known; a bound may be infinite.
  public internal(set) var bounds: ClosedRange<Double>?
  /// Whether the metric was measured on held-out data.
  public internal(set) var metricIsValidation = false
  /// The training series to compare it with, if the metric is a validation series.
  public internal(set) var paired: Int?
  /// The learning rate.
  public internal(set) var learningRate: Int?
  /// The norm of the gradient.
  public internal(set) var gradientNorm: Int?
  /// The epoch, counted in fractions.
  public internal(set) var epoch: Int?
  /// Whether the metric is a loss by its name.
  public internal(set) var metricIsLoss = false
  /// Whether the metric tells how often a policy succeeds or wins.
  public internal(set) var metricIsObjective = false
  /// Weights of terms of the loss, and stages of a curriculum, at most eight.
  public internal(set) var weights: [Int] = []
  /// The other validation series that could be judged, such as further validation sets.
  public internal(set) var otherValidation: [Int] = []
  /// Other series that can confirm or contradict the metric, including further validation losses.
  public internal(set) var others: [OtherMeasure] = []

  /// The choice that the judge made in the end: the training series if the validation series is
  /// broken.
  func settled(_ judgement: Judgement) -> JudgedSeries {
    guard judgement.isOfTrain, let paired else { return self }
    var settled = self
    settled.metric = paired
    settled.paired = nil
    settled.metricIsValidation = false
    settled.reason = .trainInstead
    return settled
  }

  /// The same choice with the opposite direction, because most other runs of the scan went that
  /// way.
  public var turned: JudgedSeries {
    var turned = self
    turned.direction = direction == .min ? .max : .min
    turned.directionReason = .siblings
    return turned
  }

  /// Whether the metric or its direction had to be guessed, because no name is known.
  public var isGuess: Bool {
    metric != nil && (reason == .first || [.trend, .siblings].contains(directionReason))
  }
}
