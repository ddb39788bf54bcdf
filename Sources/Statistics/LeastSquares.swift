/// A straight line y = intercept + slope · x through points.
public struct Line: Sendable, Hashable {
  /// The rise of y for each unit of x.
  public var slope: Double
  /// The mean of the xs.
  ///
  /// The line is stored relative to it, which is far more exact than an intercept at 0.
  public var meanX: Double
  /// The mean of the ys, the line's value at `meanX`.
  public var meanY: Double

  /// The line's value at `x`.
  public func callAsFunction(_ x: Double) -> Double { meanY + slope * (x - meanX) }
}

/// The line that minimises Σ(yᵢ − a − b xᵢ)²: b = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)².
///
/// Two passes, so that large means do not cost digits. O(n).
///
/// - Parameters:
///   - x: where the points lie; as many as `y`.
///   - y: their values.
/// - Returns: `nil` if there are fewer than two different xs.
public func leastSquares(x: [Double], y: [Double]) -> Line? {
  precondition(x.count == y.count, "\(x.count) xs for \(y.count) ys")
  guard let meanX = mean(x), let meanY = mean(y) else { return nil }
  var (squares, products) = (0.0, 0.0)
  for i in x.indices {
    squares += (x[i] - meanX) * (x[i] - meanX)
    products += (x[i] - meanX) * (y[i] - meanY)
  }
  return squares > 0 ? Line(slope: products / squares, meanX: meanX, meanY: meanY) : nil
}
