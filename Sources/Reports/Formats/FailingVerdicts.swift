public import Convergence

/// The verdicts that count as failures in formats with pass and fail.
public struct FailingVerdicts: Sendable, Hashable {
  /// The verdicts.
  public var verdicts: Set<Verdict>
  /// Whether a run that could not be judged counts, too.
  public var includesErrors: Bool

  /// Diverged and overfitting runs, and those that could not be judged.
  public static let usual = FailingVerdicts(
    verdicts: [.diverged, .overfitting], includesErrors: true)

  /// Creates a choice of verdicts.
  public init(verdicts: Set<Verdict>, includesErrors: Bool) {
    self.verdicts = verdicts
    self.includesErrors = includesErrors
  }

  /// Whether a run has one of these verdicts.
  public func contains(_ verdict: Verdict?) -> Bool {
    verdict.map(verdicts.contains) ?? includesErrors
  }
}
