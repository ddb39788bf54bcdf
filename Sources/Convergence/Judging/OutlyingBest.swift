import Scalars

extension Judgement {
  /// Replaces the best value if it stands far out from its surroundings, because such a model is
  /// not really better.
  ///
  /// Not for a run that got worse: its best value may be at a turning point.
  ///
  /// - Returns: a flag for the report; nil if the best value is like those around it, or if there
  /// is no other.
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
      "\(.judged) was \(best.value, "outlying-best") at step \(step: best.step, "outlying-best-step"), far better than anything around it, so it does not count as the best.",
      next: "Look at that value.")
  }
}
