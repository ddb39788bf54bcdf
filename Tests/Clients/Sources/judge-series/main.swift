import Convergence
import Scalars

var validation = SeriesTracker()
var train = SeriesTracker()
for step in 0..<60 as Range<Int64> {
  let x = Double(step)
  train.push(Point(step: step, wallTime: .nan, value: 2 / (1 + 0.2 * x)))
  validation.push(
    Point(step: step, wallTime: .nan, value: 0.9 + 1.5 / (1 + 0.4 * x) + 0.01 * max(0, x - 20)))
}
let judgement = judge(RunEvidence(judged: validation, judgedIsValidation: true, train: train))
print(judgement.verdict, "best at step", judgement.best?.step ?? 0)
for evidence in judgement.evidence { print(" ", evidence.name, evidence.value) }
