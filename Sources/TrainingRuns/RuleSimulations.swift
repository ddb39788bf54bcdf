import Convergence
import EventFiles
import LogDirectories
import Scalars

extension RunAnalyzer {
  /// What each rule would have done; reads the judged series and the one beside it a second time.
  func simulate(
    _ choice: JudgedSeries, series: [RunSeries], of run: Run
  ) -> [RuleOutcome] {
    guard let metric = choice.metric else { return [] }
    let judged = series[metric]
    let train = choice.paired.map { series[$0] }
    let tags = Set([judged.tag] + (train.map { [$0.tag] } ?? []))
    var options = reading
    options.reading.selectsTag = { tags.contains($0) }
    let fresh = rules.map { Rule.Simulation($0, direction: choice.direction) }
    var simulations = fresh
    var reader = RunReader(run, options: options)
    var batch = ScalarBatch()
    reading: while true {
      switch reader.read(into: &batch) {
      case .end: break reading
      case .startOver: simulations = fresh
      case .batch:
        for row in 0..<batch.count {
          let one = reader.series[Int(batch.series[row])]
          for index in simulations.indices {
            if one.isSame(as: judged) { simulations[index].push(batch[row]) }
            if let train, one.isSame(as: train) { simulations[index].pushTrain(batch[row]) }
          }
        }
      }
    }
    return simulations.map(\.outcome)
  }
}
