import Convergence
import TextFormats

extension Sentences {
  /// Whether the run is still running, and how far it has come of its planned steps.
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

  /// For a run that ended while it still improved: what more steps would bring.
  func afterTheEnd(_ kept: String) -> String {
    guard let forecast = judgement.forecast else { return "Keep \(kept)." }
    return
      "A run half as long again should reach about \(value(forecast.value)) "
      + "(\(value(forecast.low)) to \(value(forecast.high))). Keep \(kept)."
  }
}
