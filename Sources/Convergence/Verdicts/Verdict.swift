/// The result of one run's training; one word for each run.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// 50 % more steps should bring a gain that is worth having and visible.
  case improving
  /// Flat after real progress, and the schedule has nothing left that usually brings more.
  case converged
  /// Flat, but the learning rate still has room, or little was ever learned.
  case plateaued
  /// The judged series has left its best level by more than noise and the worthwhile gain and does
  /// not come back, by less than a divergence and without a training series that still improves.
  case worsening
  /// The validation series has left its best level for good while the training loss kept falling.
  case overfitting
  /// The series ended in non-finite values, gave back half of its progress, or rose to ten times
  /// its start.
  case diverged
  /// Neither flat nor falling can be established: the noise hides any gain worth having.
  case undecidable
  /// Fewer finite points than a verdict needs.
  case tooLittleData = "too little data"

  /// The verdict as one word for data files: `too-little-data` instead of `too little data`.
  public var dataName: String { self == .tooLittleData ? "too-little-data" : rawValue }
}
