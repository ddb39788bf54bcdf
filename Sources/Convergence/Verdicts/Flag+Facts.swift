extension Flag {
  /// The numbers that a sentence about the flag names, for the evidence.
  var facts: [Evidence] {
    switch self {
    case .spikes(let spikes): spikes.facts
    case .oscillation(let period, let amplitude, let cycles):
      [
        Evidence("oscillation-period", period), Evidence("oscillation-amplitude", amplitude),
        Evidence("oscillation-cycles", cycles),
      ]
    case .epochStairs(let share, let boundaries, let slope):
      [
        Evidence("stairs-share", share), Evidence("stairs-boundaries", Double(boundaries)),
        Evidence("stairs-slope-within-epochs", slope),
      ]
    case .resumed(let step, let restarts, let jump):
      [Evidence("resumed-step", step: step), Evidence("restarts", Double(restarts))]
        + (jump.map { [Evidence("resumed-jump", $0)] } ?? [])
    case .quantised(let resolution): [Evidence("grid", resolution)]
    case .sparseLogging(let every, let visible):
      [Evidence("log-every-steps", Double(every)), Evidence("visible-change", visible)]
    case .nonFinite(let first, let last, let count, let points):
      [
        Evidence("non-finite-first-step", step: first),
        Evidence("non-finite-last-step", step: last),
        Evidence("non-finite-count", Double(count)),
        Evidence("points-with-non-finite", Double(points)),
      ]
    case .filteredNonFinite(let since, let count):
      [Evidence("filtered-since-step", step: since), Evidence("filtered-points", Double(count))]
    case .gradientSurge(let step, let value, let factor):
      [
        Evidence("surge-step", step: step), Evidence("surge-norm", value),
        Evidence("surge-factor", factor),
      ]
    case .recognised(let observation): observation.facts
    case .restartingMean(let points, let epochs):
      [Evidence("restart-period", Double(points)), Evidence("epochs-judged", Double(epochs))]
    case .learningRateExhausted(let step, let rate, let share):
      [
        Evidence("rate-exhausted-since-step", step: step), Evidence("rate-now", rate),
        Evidence("rate-of-peak", share),
        Evidence("rate-exhausted-at", CoreConstants.exhaustedShare),
      ]
    }
  }
}

extension SpikeSummary {
  fileprivate var facts: [Evidence] {
    let prefix = inTrain ? "train-spike" : "spike"
    var facts = [
      Evidence("\(prefix)s", Double(count)), Evidence("\(prefix)-worst-size", worst.size),
      Evidence("\(prefix)-worst-step", step: worst.step),
    ]
    if let points = worst.recoveredAfter {
      facts.append(Evidence("\(prefix)-worst-back-after", Double(points)))
    }
    if let score { facts.append(Evidence("\(prefix)-score", score)) }
    return facts
  }
}
