import Convergence
import TextFormats

extension Sentences {
  /// Whether the run goes on, with how far it has come of how far it is to go.
  package var state: String {
    extent.map { "\(progress.state.rawValue) (\($0))" } ?? progress.state.rawValue
  }

  private var extent: String? {
    if let now = progress.step, let end = progress.plannedStep {
      return "step \(step(now)) of \(step(end))"
    }
    if let now = progress.epoch, let end = progress.plannedEpochs {
      return "epoch \(numbers.value(now, trimmed: true)) of \(numbers.value(end, trimmed: true))"
    }
    return nil
  }

  var isFinished: Bool { progress.state == .finished }

  /// What more steps would bring, of a run that has come to its end while it still got better.
  func afterTheEnd(_ kept: String) -> String {
    guard let forecast = judgement.forecast else { return "Keep \(kept)." }
    return
      "A run half as long again should reach about \(value(forecast.value)) "
      + "(\(value(forecast.low)) to \(value(forecast.high))). Keep \(kept)."
  }
}
