/// The level of the training series at two moments.
public struct TrainChange: Sendable, Hashable {
  /// The level at the moment at which the judged series was best.
  public var atBest: Double
  /// The level now.
  public var now: Double

  /// - Returns: `nil` unless the judged series is validation and the training series has eight
  /// blocks.
  init?(_ run: borrowing RunEvidence, analysis: borrowing Analysis) {
    guard run.judgedIsValidation, let train = run.train else { return nil }
    let series = BlockSeries(train, sign: 1)
    guard series.count >= 8 else { return nil }
    atBest = series.level(at: train.counterpart(of: analysis.bestStep, in: run.judged))
    now = series.level(at: train.counterpart(of: analysis.series.lastStep, in: run.judged))
  }
}
