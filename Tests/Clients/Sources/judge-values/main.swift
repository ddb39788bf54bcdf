import TrainingRuns

var analyzer = RunAnalyzer()
let losses = (0..<100).map { 0.8 + 1.5 / (1 + 0.3 * Double($0)) }
let result = analyzer.analyze(losses, tag: "eval/loss")
print(result.verdictName, result.bestStep ?? 0, result.reason)

// Which way is better is told by the tag, or by the caller.
analyzer.request.direction = .max
let scores = (0..<100).map { 0.9 - 1 / (2 + Double($0)) }
print(analyzer.analyze(scores, tag: "my score").verdictName)
