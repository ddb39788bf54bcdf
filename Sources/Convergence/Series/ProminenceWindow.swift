import Statistics

/// The last 48 prominences of a series' values, with the largest of them.
struct ProminenceWindow: Sendable {
  private static let capacity = 48
  private static let fewest = 20
  private var values: [Double] = []
  private var next = 0
  private var highest = -Double.infinity

  /// How many times the largest prominence so far a spike is.
  private static let excess = 2.5
  /// How many robust standard deviations a spike is.
  private static let significance = 7.0

  /// How many robust standard deviations a spike of this prominence is; `nil` where it is none.
  ///
  /// A comparison for all values but those far more prominent than any of the last 48.
  func size(of prominence: Double) -> Double? {
    guard prominence > Self.excess * max(0, highest), values.count >= Self.fewest else {
      return nil
    }
    let centre = median(values) ?? 0
    let sigma = standardDeviationsPerMAD * (median(values.map { abs($0 - centre) }) ?? 0)
    let height = prominence - centre
    guard sigma > 0, height > Self.significance * sigma,
      height > Self.excess * (highest - centre)
    else { return nil }
    return height / sigma
  }

  mutating func push(_ prominence: Double) {
    if values.count < Self.capacity {
      values.append(prominence)
    } else {
      let leaving = values[next]
      values[next] = prominence
      next = next == Self.capacity - 1 ? 0 : next + 1
      if leaving >= highest { findHighest() }
    }
    if prominence > highest { highest = prominence }
  }

  private mutating func findHighest() {
    highest = -.infinity
    for value in values where value > highest { highest = value }
  }
}
