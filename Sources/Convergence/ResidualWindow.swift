import Statistics

/// The last 128 residuals of a series, with the largest to either side.
struct ResidualWindow: Sendable {
  private static let capacity = 128
  private var values: [Double] = []
  private var next = 0
  /// The largest and the smallest residual in the window.
  private var highest = 0.0
  private var lowest = 0.0

  /// How many times the largest residual so far a spike is.
  static let prominence = 1.6
  /// How many robust standard deviations a spike is.
  static let significance = 7.0

  /// The robust standard deviation of the residuals around their median.
  var sigma: Double {
    let robust = standardDeviationsPerMAD * (medianAbsoluteDeviation(values) ?? 0)
    return robust > 0 ? robust : standardDeviation(values) ?? 0
  }

  /// Whether a residual is too large to belong here; cheap for those that are not.
  func isOutlier(_ residual: Double) -> Bool {
    if values.count < SpikeDetector.minimumResiduals { return false }
    if residual <= Self.prominence * highest, residual >= Self.prominence * lowest { return false }
    let sigma = sigma
    return sigma > 0 && abs(residual) > Self.significance * sigma
  }

  mutating func push(_ residual: Double) {
    if values.count < Self.capacity {
      values.append(residual)
    } else {
      let leaving = values[next]
      values[next] = residual
      next = next == Self.capacity - 1 ? 0 : next + 1
      if leaving >= highest || leaving <= lowest { findExtremes() }
    }
    if residual > highest { highest = residual }
    if residual < lowest { lowest = residual }
  }

  private mutating func findExtremes() {
    (highest, lowest) = (0, 0)
    for value in values {
      if value > highest { highest = value }
      if value < lowest { lowest = value }
    }
  }
}
