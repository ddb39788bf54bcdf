/// The names under which loggers write the step, the preferred one first.
enum StepNames {
  /// All of them: the finest count of steps comes before the number of the epoch.
  static let all = [
    "step", "global_step", "iter", "iteration", "iterations", "training_iteration", "current_steps",
    "time/total_timesteps", "total_timesteps", "epoch",
  ]

  /// The index of the step among names; nil if none of them is a step.
  static func place(in names: some Collection<String>) -> Int? {
    for name in all {
      if let place = names.enumerated().first(where: { $0.element == name }) {
        return place.offset
      }
    }
    return nil
  }
}
