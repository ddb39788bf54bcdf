import Convergence
import LogDirectories

/// The checkpoint of the best step, as its trainer names it; or the nearest one that is as good.
public struct BestCheckpoint: Sendable, Hashable {
  /// Its name, such as `checkpoint-2400`.
  public var name: String
  /// The step it holds.
  public var step: Int64

  /// Creates a checkpoint.
  public init(name: String, step: Int64) {
    self.name = name
    self.step = step
  }

  /// - Returns: Nil if neither the best step nor one that is as good was saved.
  init?(of judgement: Judgement, among checkpoints: Checkpoints) {
    guard let best = judgement.best?.step else { return nil }
    if let exact = checkpoints.at(step: best) {
      self.init(name: exact.name, step: best)
    } else if let near = checkpoints.nearest(to: best, within: judgement.equivalentSteps),
      let step = near.step
    {
      self.init(name: near.name, step: step)
    } else {
      return nil
    }
  }
}
