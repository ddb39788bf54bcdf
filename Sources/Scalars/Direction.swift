/// Which way is better: `min` for losses, `max` for accuracies and rewards.
public enum Direction: String, Sendable, Hashable, CaseIterable {
  /// Lower is better.
  case min
  /// Higher is better.
  case max

  /// The factor that turns a value into one of which less is better: 1 or -1.
  package var sign: Double { self == .min ? 1 : -1 }
}
