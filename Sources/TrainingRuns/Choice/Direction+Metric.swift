public import Scalars

extension Direction {
  /// Which way a metric of this name gets better; nil where no word of it says so.
  public init?(ofMetric tag: String) {
    guard let direction = TagNameFacts.of(tag).direction else { return nil }
    self = direction
  }
}
