import Statistics

extension Judgement {
  /// The confidence in the verdict: how often a verdict on evidence this strong was right in
  /// hindsight.
  ///
  /// For verdicts about the expected gain it is the probability of that gain, or of its absence.
  /// For verdicts about a rise it grows with the rise, measured in units of the gain that counts. A
  /// provisional verdict (few points) has less, unless its reason is non-finite values.
  ///
  /// - Parameter analysis: the numbers of the judged series; `nil` if it has too few points.
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
      // The diverged series is not the judged one, and the judged one has not risen.
      case .diverged where (analysis?.height ?? 0) < 1: CoreConstants.confidenceTrainDiverged
      case .diverged: CoreConstants.confidenceDiverged(analysis?.height ?? 1)
      }
    let isWeak = isProvisional && !reason.isNonFinite
    return isWeak ? confidence * CoreConstants.provisionalShare : confidence
  }
}

extension Analysis {
  /// How far the level has risen above the best one, in units of the gain that counts.
  fileprivate var height: Double { needed > 0 ? rise / needed : 0 }
}
