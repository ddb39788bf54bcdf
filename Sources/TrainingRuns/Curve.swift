public import Convergence

/// A series beside the verdict, reduced to the few numbers that a small drawing needs.
public struct Curve: Sendable {
  /// The series' tag.
  public var name: String
  /// Its blocks.
  public var shape: SeriesShape
  /// The value at the judged series' best step, or the closest before it.
  public var atBest: Double?
  /// The value now.
  public var now: Double?

  /// Creates a curve.
  public init(name: String, shape: SeriesShape, atBest: Double?, now: Double?) {
    self.name = name
    self.shape = shape
    self.atBest = atBest
    self.now = now
  }
}
