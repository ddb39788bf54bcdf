/// Where the values of a metric can lie.
enum MetricRange: Sendable, Hashable {
  /// Between 0 and 1, or between 0 and 100 where it is logged in percent.
  case share
  /// Between −1 and 1, or between −100 and 100.
  case correlation
  /// At most 1, or at most 100, with no least value: R².
  case atMostOne
  /// 0 or more.
  case positive
  /// 1 or more: perplexities.
  case atLeastOne
  /// Between two ends of its own: opinion scores.
  case within(ClosedRange<Double>)
  /// Anywhere.
  case open

  /// The bounds of a series whose finite values reach from `least` to `greatest`.
  ///
  /// A name may promise more than the writer kept, as a negative loss: the values decide.
  ///
  /// - Returns: Nil where the values have no bounds, or lie outside of those that the name promises; an end
  ///   may be infinite.
  func bounds(from least: Double, to greatest: Double) -> ClosedRange<Double>? {
    guard least <= greatest else { return nil }
    let candidates: [ClosedRange<Double>] =
      switch self {
      case .share: [0...1, 0...100]
      case .correlation: [-1...1, -100...100]
      case .atMostOne: [-.infinity...1, -.infinity...100]
      case .positive: [0...Double.infinity]
      case .atLeastOne: [1...Double.infinity]
      case .within(let range): [range]
      case .open: []
      }
    return candidates.first { bounds in
      // Sums of floats may pass 1 by a little.
      least >= bounds.lowerBound - Self.slack && greatest <= bounds.upperBound + Self.slack
    }
  }

  private static let slack = 1e-6
}
