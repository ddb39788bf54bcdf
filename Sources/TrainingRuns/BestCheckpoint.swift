import Convergence
import LogDirectories
import Scalars

/// The checkpoint on disk to use for the best step: that step's own, else the nearest one that is
/// as good, else the nearest one.
public struct BestCheckpoint: Sendable, Hashable {
  /// How a checkpoint compares with the best step.
  public enum Standing: String, Sendable, Hashable {
    /// It holds the best step.
    case best
    /// It holds another step whose level is as good; the best step was not saved.
    case asGood = "as-good"
    /// It is the nearest one, and not as good; the best step was not saved.
    case worse
  }

  /// Its name, such as `checkpoint-2400`.
  public var name: String
  /// The step it holds.
  public var step: Int64
  /// How it compares with the best step.
  public var standing: Standing
  /// The judged series at that step, or the mean around it of a long series; nil if the series had
  /// not begun.
  public var value: Double?

  /// Whether it holds the best step, or one that is as good.
  public var isAsGood: Bool { standing != .worse }

  /// How much worse the series is there than at its best, in its unit; nil if it is not worse.
  public var distance: Double?

  /// Creates a checkpoint.
  public init(
    name: String, step: Int64, standing: Standing = .best, value: Double? = nil,
    distance: Double? = nil
  ) {
    self.name = name
    self.step = step
    self.standing = standing
    self.value = value
    self.distance = distance
  }

  /// The checkpoint to use for the best step; the judged series' curve tells how good other steps
  /// are.
  ///
  /// nil if no checkpoint with a step is on disk.
  init?(of judgement: Judgement, _ curve: SeriesShape?, among checkpoints: Checkpoints) {
    guard let best = judgement.best else { return nil }
    if let exact = checkpoints.at(step: best.step) {
      self.init(name: exact.name, step: best.step, value: best.value)
      return
    }
    let asGood = checkpoints.nearest(to: best.step, within: judgement.equivalentSteps)
    guard let near = asGood ?? checkpoints.nearest(to: best.step), let step = near.step else {
      return nil
    }
    let value = curve?.mean(at: step)
    let distance = value.map { judgement.direction.sign * ($0 - best.value) }
    self.init(
      name: near.name, step: step, standing: asGood == nil ? .worse : .asGood, value: value,
      distance: distance.flatMap { $0 > 0 ? $0 : nil })
  }
}

extension SeriesShape {
  /// The mean of the stretch that holds a step, or of the last one before it.
  fileprivate func mean(at step: Int64) -> Double? {
    elements.last { $0.steps.lowerBound <= step }?.mean
  }
}

extension AnalyzedRun {
  /// The checkpoint, if it is as good as the best step; nil if it is only the nearest one.
  public var checkpointAsGood: BestCheckpoint? { checkpoint.flatMap { $0.isAsGood ? $0 : nil } }
}
