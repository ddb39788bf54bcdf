public import Scalars

/// Why a metric is taken to get better in its direction.
public enum DirectionReason: Sendable, Hashable {
  /// The caller said so.
  case asked
  /// A word of its tag, such as `loss` or `accuracy`.
  case name(String)
  /// No word is known, and it fell (or rose) overall.
  case trend
}

/// Why a series was chosen to be judged.
public enum MetricReason: Sendable, Hashable {
  /// The caller named it.
  case asked
  /// A validation loss with a train loss to compare it with.
  case pairedValidation
  /// A validation loss without one.
  case validation
  /// A train loss; `validationIsShort` where a validation loss has too few points to judge by.
  case train(validationIsShort: Bool)
  /// A reward or preference margin: with these the loss says little.
  case reward
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

/// Which series of a run are judged and which help: numbers into `RunReader.series`.
public struct JudgedSeries: Sendable, Hashable {
  /// The series the run is judged by; nil where the run has none that can be judged.
  public internal(set) var metric: Int?
  /// Why it was chosen.
  public internal(set) var reason = MetricReason.first
  /// Which way it gets better.
  public internal(set) var direction = Direction.min
  /// Why that is assumed.
  public internal(set) var directionReason = DirectionReason.trend
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
  /// The other validation series that could be judged, such as further validation sets.
  public internal(set) var otherValidation: [Int] = []
}
