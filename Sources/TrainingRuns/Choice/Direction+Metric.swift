public import Scalars

extension Direction {
  /// The direction in which a metric of this name gets better; nil if no word of it is known.
  public init?(ofMetric tag: String) {
    guard let direction = TagNameFacts.of(tag).direction else { return nil }
    self = direction
  }
}
