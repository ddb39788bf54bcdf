import Convergence
public import Scalars

/// Why a metric is taken to get better in its direction.
public enum DirectionReason: Sendable, Hashable {
  /// The caller said so.
  case asked
  /// A word of its tag, such as `loss` or `accuracy`.
  case name(String)
  /// No word is known, and it fell (or rose) overall.
  case trend
  /// No word is known, and most other runs that have it went this way.
  case siblings
}

/// Why a series was chosen to be judged.
public enum MetricReason: Sendable, Hashable {
  /// The caller named it.
  case asked
  /// A validation loss with a train loss to compare it with.
  case pairedValidation
  /// A validation loss without one.
  case validation
  /// A measure on held-out data that is no loss, such as an accuracy or an error rate.
  case heldOutMeasure
  /// A train loss; `validationIsShort` where a validation loss has too few points to judge by.
  case train(validationIsShort: Bool)
  /// A train loss, for the validation series is broken.
  case trainInstead
  /// A rating against other players.
  case rating
  /// The reward: with one the loss says little.
  case reward
  /// How well chosen answers are told from rejected ones: margins or accuracies.
  case preference
  /// A metric with a known direction, for want of a loss.
  case namedMetric
  /// The first series there is, for want of anything known.
  case first
}

/// What a train and a validation series are compared along.
public enum PairingAxis: Sendable {
  /// Both count the same steps.
  case step
  /// One counts epochs and the other steps.
  case wallTime
}

/// A series that says how well a run goes beside the one it is judged by.
public struct OtherMeasure: Sendable, Hashable {
  /// Its number.
  public let index: Int
  /// Which way it gets better.
  public let direction: Direction
}

/// Which series of a run are judged and which help: numbers into `RunReader.series`.
public struct JudgedSeries: Sendable, Hashable {
  /// The series the run is judged by; nil where the run has none that can be judged.
  public internal(set) var metric: Int?
  /// The two opposing losses, if they are the reason why there is no metric; otherwise empty.
  public internal(set) var opposing: [Int] = []
  /// Why it was chosen.
  public internal(set) var reason = MetricReason.first
  /// Which way it gets better.
  public internal(set) var direction = Direction.min
  /// Why that is assumed.
  public internal(set) var directionReason = DirectionReason.trend
  /// The range of its values, if its name tells; a bound may be infinite.
  public internal(set) var bounds: ClosedRange<Double>?
  /// Whether the metric was measured on held-out data.
  public internal(set) var metricIsValidation = false
  /// The train series to compare it with, where the metric is a validation series.
  public internal(set) var paired: Int?
  /// What the two are compared along.
  public internal(set) var axis = PairingAxis.step
  /// The learning rate.
  public internal(set) var learningRate: Int?
  /// The norm of the gradient.
  public internal(set) var gradientNorm: Int?
  /// The epoch, counted in fractions.
  public internal(set) var epoch: Int?
  /// Whether the metric is a loss, as its name says.
  public internal(set) var metricIsLoss = false
  /// Weights of terms of the loss, and stages of a curriculum, at most eight.
  public internal(set) var weights: [Int] = []
  /// The other validation series that could be judged, such as further validation sets.
  public internal(set) var otherValidation: [Int] = []
  /// Other series that can confirm or contradict the metric, including further validation losses.
  public internal(set) var others: [OtherMeasure] = []

  /// The choice that the judge made in the end: the train series where the validation series is broken.
  func settled(_ judgement: Judgement) -> JudgedSeries {
    guard judgement.isOfTrain, let paired else { return self }
    var settled = self
    settled.metric = paired
    settled.paired = nil
    settled.metricIsValidation = false
    settled.reason = .trainInstead
    return settled
  }

  /// The same choice with the metric getting better the other way, as most runs beside this one say.
  public var turned: JudgedSeries {
    var turned = self
    turned.direction = direction == .min ? .max : .min
    turned.directionReason = .siblings
    return turned
  }

  /// Whether the metric or its direction had to be guessed, for no name tells.
  public var isGuess: Bool {
    metric != nil && (reason == .first || [.trend, .siblings].contains(directionReason))
  }
}
