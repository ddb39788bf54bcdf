import Convergence
import TextFormats

extension Sentences {
  /// How a checkpoint on disk compares with the best step: the words that follow its name.
  package func standing(of checkpoint: BestCheckpoint) -> String {
    switch checkpoint.standing {
    case .best: "on disk"
    case .asGood: "\(measured(checkpoint))as good as the best; \(notSaved)"
    case .worse: "\(measured(checkpoint))\(distance(of: checkpoint)); \(notSaved)"
    }
  }

  /// The checkpoint to keep; if it does not hold the best step, also how it compares with that.
  func kept(_ checkpoint: BestCheckpoint) -> String {
    guard let best = judgement.best?.step else { return checkpoint.name }
    return switch checkpoint.standing {
    case .best: checkpoint.name
    case .asGood: "\(checkpoint.name) (as good as step \(step(best)))"
    case .worse: "\(checkpoint.name) (\(distance(of: checkpoint)); \(notSaved))"
    }
  }

  private func measured(_ checkpoint: BestCheckpoint) -> String {
    checkpoint.value.map { "\(metric) \(value($0)), " } ?? ""
  }

  /// How much worse the nearest checkpoint is.
  private func distance(of checkpoint: BestCheckpoint) -> String {
    guard let best = judgement.best?.value, let value = checkpoint.value,
      checkpoint.distance != nil
    else { return "the nearest on disk" }
    return "the nearest on disk, \(relative(best, value)) worse than the best"
  }

  private var notSaved: String {
    judgement.best.map { "step \(step($0.step)) was not saved" } ?? "the best was not saved"
  }
}
