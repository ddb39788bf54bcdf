import Scalars

extension Judgement {
  /// Takes the best level for the best value of a training loss that is logged batch by batch.
  ///
  /// The lowest loss of many single batches is luck. So it counts only where a value says as much as a level
  /// does: where values scatter by less than what is worth having, or there are few.
  mutating func takeBestLevel(_ analysis: Analysis, of run: borrowing RunEvidence) {
    guard !run.judgedIsValidation, run.judgedIsLoss, let best, let bestLevel,
      run.judged.finiteCount >= StopConstants.fewestTrainingPoints
    else { return }
    let blocks = run.judged.pyramid.blocks
    let place = blocks.partitionPoint { $0.lastStep >= best.step }
    let withinBlock = place < blocks.count ? abs(blocks[place].mean - best.value) : 0
    let noise = analysis.noise(through: min(place, analysis.series.count - 1))
    guard max(noise, withinBlock) > analysis.worthwhile else { return }
    self.best = bestLevel
    bestIsLevel = true
  }
}
