import Convergence

extension AnalyzedRun {
  /// The first step at which the judged series had its best value; nil if there is no judgement.
  public var bestStep: Int64? { judgement?.best?.step }

  /// The best value, in the unit of the series.
  public var bestValue: Double? { judgement?.best?.value }
}
