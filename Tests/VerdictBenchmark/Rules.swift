import Convergence
import Scalars

/// What the usual rules say of each case: whether they fire at its end, and whether they ever did.
func writeRules(_ curves: [String: Curve], _ cases: [Case]) {
  for (number, item) in cases.enumerated() {
    guard let curve = curves[item.curve] else { continue }
    for rule in Rule.usual {
      var simulation = Rule.Simulation(rule, direction: .min)
      run(&simulation, on: curve, for: item)
      let outcome = simulation.outcome
      print(
        #"{"run": "\#(name(ofRun: number))", "rule": "\#(rule.text)", "#
          + #""at_end": \#(outcome.firesAtEnd), "ever": \#(outcome.stopStep != nil)}"#)
    }
  }
}

/// Pushes the case's points in the order of their steps, training points first at equal steps.
private func run(_ simulation: inout Rule.Simulation, on curve: Curve, for item: Case) {
  let judged = item.isValidation ? curve.validation : curve.train
  var train = item.isValidation ? curve.train[...] : []
  for point in judged where point.wallTime <= item.cutoff {
    while let first = train.first, first.step <= point.step {
      simulation.pushTrain(first)
      train.removeFirst()
    }
    simulation.push(point)
  }
}
