/// Where a series held NaN or infinities.
public struct NonFiniteSummary: Sendable, Hashable {
  /// How many points were non-finite.
  public internal(set) var count = 0
  /// The first step with such a value, in the order of arrival; `nil` if there was none.
  public internal(set) var firstStep: Int64?
  /// The last step, in the order of arrival.
  public internal(set) var lastStep: Int64?
  /// How many non-finite points came since the last finite one.
  public internal(set) var trailingCount = 0
  /// The step of the first of those values.
  public internal(set) var trailingSince: Int64?

  /// Creates a summary without any.
  public init() {}

  mutating func endTail() {
    trailingCount = 0
    trailingSince = nil
  }
}
