/// The range of the values of a metric.
enum MetricRange: Sendable, Hashable {
  /// Between 0 and 1, or between 0 and 100 if it is logged in percent.
  case share
  /// Between −1 and 1, or between −100 and 100.
  case correlation
  /// At most 1, or at most 100, without a lower bound: R².
  case atMostOne
  /// 0 or more.
  case positive
  /// 1 or more: perplexities, ranks.
  case atLeastOne
  /// Between two given ends: opinion scores.
  case within(ClosedRange<Double>)
  /// Anywhere.
  case open

  /// The bounds of a series whose finite values reach from `least` to `greatest`.
  ///
  /// The logged values decide whether the range of the name applies: some writers log a loss with
  /// its sign changed.
  ///
  /// - Returns: Nil if the values have no bounds, or are outside of the range of the name; an end
  /// may be infinite.
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
      // Because of rounding, sums of floats may exceed 1 by a little.
      least >= bounds.lowerBound - Self.slack && greatest <= bounds.upperBound + Self.slack
    }
  }

  private static let slack = 1e-6
}
