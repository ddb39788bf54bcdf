import Convergence
import Scalars
import Statistics

/// What stopping by the advice, and by patience, would have cost on whole validation curves.
///
/// Regret: best value by the stop less best value of the whole curve, over the loss scale, at most
/// 5.
func measureStopping(_ curves: [String: Curve]) {
  let policies: [(String, (Curve) -> Int64?)] = [
    ("advice stop", { adviceStop($0, .normal) }),
    ("advice stop, strict", { adviceStop($0, .strict) }),
    ("advice stop, eager", { adviceStop($0, .eager) }),
    ("patience 3", { ruleStop($0, .patience(3, minimumDelta: 0)) }),
    ("patience 5", { ruleStop($0, .patience(5, minimumDelta: 0)) }),
    ("patience 10", { ruleStop($0, .patience(10, minimumDelta: 0)) }),
    ("patience 20", { ruleStop($0, .patience(20, minimumDelta: 0)) }),
    ("std 50 0.01", { ruleStop($0, .standardDeviation(count: 50, threshold: 0.01)) }),
  ]
  let whole = curves.sorted { $0.key < $1.key }.map(\.value).filter {
    $0.validation.count { $0.value.isFinite } >= 20
  }
  print("\(whole.count) validation curves; mean regret, share above 1 %, above 5 %, steps saved")
  for (name, stop) in policies {
    var regrets: [Double] = []
    var saved: [Double] = []
    for curve in whole {
      guard let last = curve.validation.last else { continue }
      let step = stop(curve) ?? last.step
      regrets.append(regret(curve.validation, step))
      saved.append(1 - Double(step) / max(1, Double(last.step)))
    }
    let above = [0.01, 0.05].map { bar in Double(regrets.count { $0 > bar }) / Double(regrets.count)
    }
    print(name, mean(regrets) ?? 0, above[0], above[1], mean(saved) ?? 0)
  }
}

private func regret(_ points: [Point], _ stop: Int64) -> Double {
  let finite = points.filter(\.value.isFinite)
  let best = finite.map(\.value).min() ?? 0
  guard let first = finite.first?.value,
    let by = finite.filter({ $0.step <= stop }).map(\.value).min()
  else { return 0 }
  let scale = max(abs(best), 0.05 * abs(first - best), 1e-12)
  return min(5, (by - best) / scale)
}

private func adviceStop(_ curve: Curve, _ parameters: JudgeParameters) -> Int64? {
  var run = RunEvidence(judged: SeriesTracker(tracksSpikes: false), judgedIsValidation: true)
  var train = curve.train[...]
  var rates = curve.learningRate[...]
  run.train = train.isEmpty ? nil : SeriesTracker(tracksSpikes: false)
  run.learningRate = rates.isEmpty ? nil : SeriesTracker(tracksSpikes: false)
  for point in curve.validation {
    while let first = train.first, first.step <= point.step {
      run.train?.push(first)
      train.removeFirst()
    }
    while let first = rates.first, first.step <= point.step {
      run.learningRate?.push(first)
      rates.removeFirst()
    }
    run.judged.push(point)
    if judge(run, parameters: parameters).stopAdvice == .stop { return point.step }
  }
  return nil
}

private func ruleStop(_ curve: Curve, _ rule: Rule) -> Int64? {
  var simulation = Rule.Simulation(rule, direction: .min)
  for point in curve.validation { simulation.push(point) }
  return simulation.outcome.stopStep
}
