/// A remark about a run beside its verdict, as facts.
public enum Flag: Sendable, Hashable {
  /// Single values far above (for a loss) their surroundings.
  case spikes(SpikeSummary)
  /// The level swings: period in steps, amplitude in the unit of the series.
  case oscillation(period: Double, amplitude: Double, cycles: Double)
  /// The training loss falls at the ends of epochs: `share` of the drop after the first epoch
  /// happened at `boundaries` boundaries; the slope within epochs is per epoch.
  case epochStairs(share: Double, boundaries: Int, slopeWithinEpochs: Double)
  /// The job was restarted and wrote steps again; `jump` is the change of the value across it.
  case resumed(step: Int64, restarts: Int, jump: Double?)
  /// The values lie on a grid this wide, so that smaller changes cannot be seen.
  case quantised(resolution: Double)
  /// The log is so sparse that noise hides a worthwhile gain; logging every `everySteps` steps
  /// would show changes of `visibleChange`.
  case sparseLogging(everySteps: Int64, visibleChange: Double)
  /// NaN or infinite values in a run that has not diverged because of them.
  case nonFinite(first: Int64, last: Int64, count: Int, points: Int)
  /// Repeated equal losses beside a non-finite gradient norm: the trainer replaced NaN by a running
  /// mean, as Hugging Face's `logging_nan_inf_filter` does.
  case filteredNonFinite(since: Int64, count: Int)
  /// The gradient norm passed `factor` times its median at `step`, before the run diverged.
  case gradientSurge(step: Int64, value: Double, factor: Double)
  /// The learning rate is `rate`, and has been 1 % of its peak or less since `step`: more steps
  /// need a new schedule.
  case learningRateExhausted(step: Int64, rate: Double, share: Double)
  /// The series is a mean that restarts about every `points` points, as each epoch begins: it was
  /// judged by its last value before each of `epochs` restarts.
  case restartingMean(points: Int, epochs: Int)
  /// A finding of a recognizer in a file of its own; see ``Observation``.
  case recognised(Observation)

  /// The flag as one word for data files.
  public var dataName: String {
    switch self {
    case .spikes: "spikes"
    case .oscillation: "oscillation"
    case .epochStairs: "epoch-stairs"
    case .resumed: "resumed"
    case .quantised: "quantised"
    case .sparseLogging: "sparse-logging"
    case .nonFinite: "non-finite"
    case .filteredNonFinite: "filtered-non-finite"
    case .gradientSurge: "gradient-surge"
    case .learningRateExhausted: "learning-rate-exhausted"
    case .restartingMean: "restarting-mean"
    case .recognised(let observation): observation.dataName
    }
  }
}
