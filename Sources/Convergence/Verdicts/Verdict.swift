/// What one run's training came to; one word for each run.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Another half of the steps taken so far should bring a gain that is worth having and visible.
  case improving
  /// Flat, after real progress, with nothing left in the schedule that usually moves it again.
  case converged
  /// Flat, but the learning rate still has room, or little was ever learned.
  case plateaued
  /// The judged series has left its best level beyond noise and worth and is not on its way back, by less
  /// than a divergence and with no training series that goes on.
  case worsening
  /// The validation series has left its best level for good while training went on fitting.
  case overfitting
  /// The series ended in non-finite values, gave back half of its progress, or rose to ten times its start.
  case diverged
  /// Neither flat nor falling can be told: the noise hides any gain worth having.
  case undecidable
  /// Fewer finite points than a verdict needs.
  case tooLittleData = "too little data"

  /// The verdict as one word for data files: `too-little-data` instead of `too little data`.
  public var dataName: String { self == .tooLittleData ? "too-little-data" : rawValue }
}
