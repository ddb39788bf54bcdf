import Scalars

extension Judgement {
  /// Uses the best level as the best value, if the judged series is a noisy training loss.
  ///
  /// The lowest loss of many single batches is luck. It counts as the best value only if there are
  /// few values, or if they scatter by less than the worthwhile gain.
  ///
  /// The first values of a mean that restarts with each epoch are single batches, too.
  mutating func takeBestLevel(_ analysis: Analysis, of run: borrowing RunEvidence) {
    if run.judged.isMeanOfFewEpochs, let bestLevel {
      (best, bestIsLevel) = (bestLevel, true)
      return
    }
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
