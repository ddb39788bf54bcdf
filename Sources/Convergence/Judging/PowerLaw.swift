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

  /// All exponents; the last one fills the vector, and fits nothing.
  private static let exponents = SIMD8(0.1, 0.3, 0.6, 1.0, 1.7, 3.0, 5.0, 0.0)

  /// u⁻ᵃ for all exponents, given u⁻⁰·¹: products are ten times as fast as powers.
  private static func powers(_ root: Double) -> SIMD8<Double> {
    let cube = root * root * root
    let sixth = cube * cube
    let tenth = sixth * cube * root
    let thirtieth = tenth * tenth * tenth
    return SIMD8(
      root, cube, sixth, tenth, tenth * sixth * root, thirtieth, thirtieth * tenth * tenth, 1)
  }

  /// - Returns: `nil` if the blocks do not determine a slope.
  init?(_ series: borrowing BlockSeries) {
    let half = series.countThrough(series.offset(atShare: 0.5))
    let from = max(0, min(half, series.count - 4))
    let offsets = series.offsets.span.extracting(from...)
    let z = series.values.span.extracting(from...)
    // A vector for each block: all exponents are fitted at once.
    let x = offsets.indices.map { place in
      let u = max((offsets[place] + series.lead) / series.elapsed, 1e-3)
      return Self.powers(exponential(-0.1 * naturalLogarithm(u)))
    }
    var (sumX, sumZ) = (SIMD8<Double>(), 0.0)
    for place in x.indices { (sumX, sumZ) = (sumX + x[place], sumZ + z[place]) }
    let (meanX, meanZ) = (sumX / Double(x.count), sumZ / Double(x.count))
    var (squaresX, products, squaresZ) = (SIMD8<Double>(), SIMD8<Double>(), 0.0)
    for place in x.indices {
      let (xs, z) = (x[place] - meanX, z[place] - meanZ)
      squaresX += xs * xs
      products += xs * z
      squaresZ += z * z
    }
    let slopes = products / squaresX
    let residuals = squaresZ - slopes * slopes * squaresX
    var best: Int?
    for law in Self.exponents.indices where squaresX[law] > 0 {
      if best.map({ residuals[law] < residuals[$0] }) ?? true { best = law }
    }
    guard let best else { return nil }
    (exponent, height) = (Self.exponents[best], slopes[best])
  }

  /// The predicted fall from now until the steps have grown by `share` of the steps taken.
  func fall(over share: Double) -> Double {
    height * (1 - exponential(-exponent * naturalLogarithm(1 + share)))
  }
}
