import Scalars

extension Judgement {
  /// Takes another best value than one that stands far out of its surroundings, which is no better model.
  ///
  /// Not of a run that got worse: its best value may well stand at an edge.
  ///
  /// - Returns: what is to be said of it; nil where the best value is like those around it, or there is no other.
  mutating func leaveOutlyingBest(
    _ analysis: Analysis, of run: borrowing RunEvidence
  ) -> Observation? {
    guard !verdict.isWorse, let best,
      analysis.series.outliers.contains(where: { !$0.isWorse && $0.step == best.step })
    else { return nil }
    let sign = run.direction.sign
    let others = run.judged.pyramid.blocks.map {
      run.direction == .min ? $0.minimum : $0.maximum
    }.filter { $0.step != best.step }
    guard let next = others.min(by: { sign * $0.value < sign * $1.value }) else { return nil }
    self.best = next
    return Observation(
      "outlying-best", since: best.step,
      "\(.judged) was \(best.value, "outlying-best") at step \(step: best.step, "outlying-best-step"), far better than anything around it: it is not taken for the best.",
      next: "Look at that value.")
  }
}
