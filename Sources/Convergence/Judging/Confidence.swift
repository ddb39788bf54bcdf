import Statistics

extension Judgement {
  /// How sure the verdict is: how often such a verdict, on evidence of this strength, was right in hindsight.
  ///
  /// What rests on the gain to come is as sure as that gain is likely, or unlikely. What rests on a rise is the
  /// surer the further the rise stands out of noise and worth. Fewer than ten points make it less sure,
  /// except of values that are no numbers.
  ///
  /// - Parameter analysis: the numbers of the judged series; `nil` where it has too few points.
  /// - Returns: 0 to 1.
  func confidence(_ analysis: Analysis?) -> Double {
    let probability = probabilityImproving ?? 0
    let confidence =
      switch verdict {
      case .tooLittleData: 0.0
      case .improving: probability
      case .converged, .plateaued, .undecidable: 1 - probability
      case .overfitting, .worsening: CoreConstants.confidenceOverfitting(analysis?.height ?? 1)
      case .diverged where reason.isNonFinite: CoreConstants.confidenceNonFinite
      // Diverged for another series than the judged one, which has not risen.
      case .diverged where (analysis?.height ?? 0) < 1: CoreConstants.confidenceTrainDiverged
      case .diverged: CoreConstants.confidenceDiverged(analysis?.height ?? 1)
      }
    let isWeak = isProvisional && !reason.isNonFinite
    return isWeak ? confidence * CoreConstants.provisionalShare : confidence
  }
}

extension Analysis {
  /// How far the level has risen above the best one, in units of what counts.
  fileprivate var height: Double { needed > 0 ? rise / needed : 0 }
}
