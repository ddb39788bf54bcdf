/// What one run's training came to; one word for each run.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Another half of the steps taken so far should bring a gain that is worth having and visible.
  case improving
  /// Flat, after real progress, with nothing left in the schedule that usually moves it again.
  case converged
  /// Flat, but the learning rate still has room, or little was ever learned.
  case plateaued
  /// The validation series has left its best level for good while training went on fitting.
  case overfitting
  /// The series ended in non-finite values or gave back its progress.
  case diverged
  /// Neither flat nor falling can be told: the noise hides any gain worth having.
  case undecidable
  /// Fewer finite points than a verdict needs.
  case tooLittleData = "too little data"

  /// The verdict as one word for data files: `too-little-data` instead of `too little data`.
  public var dataName: String { self == .tooLittleData ? "too-little-data" : rawValue }
}
