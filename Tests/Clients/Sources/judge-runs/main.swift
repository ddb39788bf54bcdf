import LogDirectories
import TrainingRuns

let found = LogDirectory.find(Array(CommandLine.arguments.dropFirst()))
for path in found.unusable { print("nothing to read: \(path.path)") }
let analyzer = RunAnalyzer()
for run in found.runs {
  let result = analyzer.analyze(run)
  let best = result.bestStep.map { ", best step \($0)" } ?? ""
  print("\(result.run): \(result.verdictName)\(best)")
  print("  \(result.reason)")
}
