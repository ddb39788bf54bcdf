import Statistics

/// The power law y = L + B u⁻ᵃ fitted to the last half of a series; u is the step / the steps
/// taken.
///
/// For each exponent of a small grid, L and B are fitted by least squares. The exponent with the
/// smallest sum of squared residuals wins; the first one in case of a tie. L is not identifiable
/// from one curve (a known problem of such fits), so the fit predicts only falls over a short
/// distance, never the limit.
struct PowerLaw {
  /// The exponent a > 0, of u⁻ᵃ.
  var exponent: Double
  /// The factor B: how far the fitted curve is above its limit at u = 1.
  var height: Double

  private static let exponents = [0.1, 0.3, 0.6, 1.0, 1.7, 3.0, 5.0]

  /// - Returns: `nil` if the blocks do not determine a slope.
  init?(_ series: borrowing BlockSeries) {
    let half = series.countThrough(series.offset(atShare: 0.5))
    let from = max(0, min(half, series.count - 4))
    let z = Array(series.values[from...])
    let logs = series.offsets[from...].map {
      naturalLogarithm(max(($0 + series.lead) / series.elapsed, 1e-3))
    }
    let meanZ = mean(z) ?? 0
    let squaresZ = z.reduce(0) { $0 + ($1 - meanZ) * ($1 - meanZ) }
    var best: (residuals: Double, law: (exponent: Double, height: Double))?
    var x = logs
    for exponent in Self.exponents {
      for place in x.indices { x[place] = exponential(-exponent * logs[place]) }
      guard let line = leastSquares(x: x, y: z) else { continue }
      let squaresX = x.reduce(0) { $0 + ($1 - line.meanX) * ($1 - line.meanX) }
      let residuals = squaresZ - line.slope * line.slope * squaresX
      if best.map({ residuals < $0.residuals }) ?? true {
        best = (residuals, (exponent, line.slope))
      }
    }
    guard let law = best?.law else { return nil }
    (exponent, height) = law
  }

  /// The predicted fall from now until the steps have grown by `share` of the steps taken.
  func fall(over share: Double) -> Double {
    height * (1 - exponential(-exponent * naturalLogarithm(1 + share)))
  }
}
