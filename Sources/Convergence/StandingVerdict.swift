/// The verdict that is shown of a growing run: it changes only when two evaluations in a row agree
/// on a new one.
public struct StandingVerdict: Sendable, Hashable {
  /// A change that two evaluations confirmed.
  public struct Change: Sendable, Hashable {
    /// The verdict before the change.
    public var old: Verdict
    /// The verdict after the change.
    public var new: Verdict

    /// Whether a verdict that sounded final is withdrawn.
    ///
    /// True unless the old verdict was `improving`, `undecidable` or `too little data`.
    public var isWithdrawal: Bool {
      switch old {
      case .improving, .undecidable, .tooLittleData: false
      case .converged, .plateaued, .worsening, .overfitting, .diverged: true
      }
    }
  }

  /// The current, confirmed verdict.
  public private(set) var verdict: Verdict
  /// The verdict of the last evaluation, if it differs from `verdict`.
  public private(set) var candidate: Verdict?

  /// Creates a standing verdict; the given one stands at once.
  public init(_ verdict: Verdict = .tooLittleData) { self.verdict = verdict }

  /// Takes the verdict of one more evaluation.
  ///
  /// - Returns: The change, if this evaluation confirms one; else `nil`.
  public mutating func take(_ next: Verdict) -> Change? {
    if next == verdict {
      candidate = nil
      return nil
    }
    guard next == candidate else {
      candidate = next
      return nil
    }
    return settle(next)
  }

  /// Takes the last verdict of a run that has ended: it stands at once.
  ///
  /// - Returns: The change, if there is one; else `nil`.
  public mutating func settle(_ last: Verdict) -> Change? {
    defer { (verdict, candidate) = (last, nil) }
    return last == verdict ? nil : Change(old: verdict, new: last)
  }
}
