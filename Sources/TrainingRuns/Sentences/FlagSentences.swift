package import Convergence
import TextFormats

extension Sentences {
  /// A flag in a sentence.
  package func flag(_ flag: Flag) -> String {
    switch flag {
    case .spikes(let spikes): spikeSentence(spikes)
    case .oscillation(let period, let amplitude, let cycles):
      "It swings: period \(numbers.value(period, digits: 2)) steps, amplitude \(value(amplitude)), "
        + "\(numbers.value(cycles, digits: 2)) cycles."
    case .epochStairs(let share, let boundaries, let slope):
      "Epoch stairs: \(numbers.percent(share)) of the fall after the first epoch came at "
        + "\(counted(boundaries, "epoch boundary", plural: "epoch boundaries")) "
        + "(within epochs: \(value(slope)) per epoch); judge by validation."
    case .resumed(let at, let restarts, let jump):
      "Resumed at step \(step(at))" + (restarts > 1 ? " (\(restarts) restarts)" : "")
        + (jump.map { "; the value changed by \(value($0)) across it" } ?? "") + "."
    case .quantised(let resolution):
      "The values are logged on a grid of \(value(resolution)); smaller changes cannot be seen."
    case .sparseLogging(let every, let visible):
      "Logged too sparsely: a point \(every == 1 ? "at every step" : "every \(step(every)) steps") "
        + "would make changes of \(value(visible)) visible."
    case .nonFinite(let first, let last, let count, let points):
      "\(counted(count, "value")) of \(numbers.integer(Int64(points))) "
        + "\(count == 1 ? "is" : "are") NaN or infinite, at step\(first == last ? "" : "s") "
        + "\(step(first))\(first == last ? "" : " to " + step(last))."
    case .filteredNonFinite(let since, _):
      "Since step \(step(since)) the trainer seems to have replaced NaN by an average "
        + "(logging_nan_inf_filter): the real loss is not in the log."
    case .gradientSurge(let at, let norm, let factor):
      (at <= judgement.onsetStep ?? .max ? "First sign: the" : "Later the")
        + " gradient norm passed \(value(norm)), "
        + "\(numbers.value(factor, digits: 2)) \(numbers.unicode ? "×" : "x") its median, at step "
        + "\(step(at))."
    case .restartingMean(let points, let epochs):
      "\(metric) is a mean that restarts about every \(counted(points, "point")): it is judged by the "
        + "last value before each of \(counted(epochs, "restart"))."
    case .learningRateExhausted(let at, let rate, _):
      rate == 0
        ? "The learning rate has fallen to 0: more steps need a new schedule."
        : "The learning rate has been at 1 % of its peak or less since step \(step(at)) (now "
          + "\(value(rate))): more steps need a new schedule."
    case .recognised(let observation): text(observation.sentence)
    }
  }

  private func spikeSentence(_ spikes: SpikeSummary) -> String {
    let worst = spikes.worst
    let back = worst.recoveredAfter.map { "back after \(counted($0, "point"))" } ?? "not back yet"
    let score = spikes.score.map { "; spike score \(numbers.percent($0))" } ?? ""
    // If all other values are almost equal, the number of sigmas says nothing.
    let size =
      worst.size > 1_000
      ? "far beyond the noise" : numbers.value(worst.size, digits: 2) + " sigma"
    // Without a name, spikes are those of the judged series.
    let place = spikes.inTrain && judgement.judgedIsValidation ? " in \(trainName)" : ""
    return
      "\(counted(spikes.count, "spike"))\(place), the worst \(size) at step \(step(worst.step)), \(back)\(score)."
  }

  private func counted(_ count: Int, _ noun: String, plural: String) -> String {
    "\(count) \(count == 1 ? noun : plural)"
  }
}
