/// Which direction is better: `min` for losses, `max` for accuracies and rewards.
public enum Direction: String, Sendable, Hashable, CaseIterable {
  /// Lower is better.
  case min
  /// Higher is better.
  case max

  /// The factor that makes less better: 1 or -1.
  package var sign: Double { self == .min ? 1 : -1 }
}
