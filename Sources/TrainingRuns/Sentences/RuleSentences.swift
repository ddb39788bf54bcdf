package import Convergence
import TextFormats

extension Sentences {
  /// What a common early-stopping rule would have done on this run, and what it would have cost.
  package func rule(_ outcome: RuleOutcome) -> String {
    let name = outcome.rule.text
    guard let stop = outcome.stopStep else { return "\(name) would never have stopped it." }
    var text = "\(name) would have stopped at step \(step(stop))"
    if let cost = outcome.cost {
      text += cost > 0 ? ", \(numbers.percent(cost)) worse than the best" : ", at no cost"
    }
    if let saved = outcome.stepsSaved, saved > 0 { text += "; \(step(saved)) steps saved" }
    return text + "."
  }

  /// Whether a level is where the user expects it.
  package func expectation(_ outcome: ExpectationOutcome) -> String {
    let wanted = outcome.expectation
    if outcome.level.isNaN {
      return "\(wanted.text) is not met: there is no finite value of \(wanted.tag)."
    }
    let met = outcome.isMet ? "met" : "not met"
    let first =
      outcome.firstMetStep.map { "; first met at step \(step($0))" } ?? "; never met"
    return "\(wanted.text) is \(met): the level is \(value(outcome.level))\(first)."
  }
}
