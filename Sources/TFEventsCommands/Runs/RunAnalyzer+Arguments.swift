import Arguments
import Convergence
import LogDirectories
import TrainingRuns

extension RunAnalyzer {
  /// An analyzer with the settings from the command line.
  init(_ arguments: ParsedArguments) {
    self.init()
    reading = RunReadOptions(arguments)
    request = MetricRequest(
      metric: arguments[Shared.metric], train: arguments[Shared.train],
      direction: arguments[Shared.direction])
    parameters = JudgeParameters(arguments)
    maxSteps = arguments.value(of: JudgeOptions.maxSteps).map { Int64($0) }
    rules = arguments.value(of: JudgeOptions.rules)
    expectations = arguments.value(of: JudgeOptions.expectations)
  }
}
