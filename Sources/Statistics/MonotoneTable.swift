/// A function given by a few points: linear between them and constant beyond its ends.
///
/// Used for calibration: from a score to the probability measured at such scores.
public struct MonotoneTable: Sendable, Hashable {
  /// The points: `x` strictly increasing, `y` never decreasing.
  private let xs: [Double]
  private let ys: [Double]

  /// Creates a table from its points.
  ///
  /// - Parameter points: at least one; x strictly increasing, y never decreasing.
  public init(_ points: [(x: Double, y: Double)]) {
    precondition(!points.isEmpty, "a table needs a point")
    for (a, b) in zip(points, points.dropFirst()) {
      precondition(a.x < b.x && a.y <= b.y, "(\(b.x), \(b.y)) cannot follow (\(a.x), \(a.y))")
    }
    xs = points.map(\.x)
    ys = points.map(\.y)
  }

  /// The table's value at `x`; the first value if `x` is NaN.
  public func callAsFunction(_ x: Double) -> Double {
    guard let after = xs.firstIndex(where: { $0 > x }) else {
      return x.isNaN ? ys[0] : ys[ys.count - 1]
    }
    if after == 0 { return ys[0] }
    let share = (x - xs[after - 1]) / (xs[after] - xs[after - 1])
    return ys[after - 1] + share * (ys[after] - ys[after - 1])
  }
}
