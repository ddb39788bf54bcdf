public import Scalars

/// What the name of a tag alone says of its series, before any point is read.
public struct TagHint: Sendable, Hashable {
  /// Which way it gets better; nil where no word of its name tells.
  public let direction: Direction?
  /// Whether it is the norm of a gradient.
  public let isGradientNorm: Bool

  /// Reads a tag.
  public init(tag: String) {
    let facts = TagNameFacts.of(tag)
    direction = facts.direction
    isGradientNorm = facts.isGradientNorm
  }

  /// Whether a run may be judged by it, going by its name: a loss, an error, an accuracy, a reward.
  public var isMetric: Bool { direction != nil && !isGradientNorm }
}
