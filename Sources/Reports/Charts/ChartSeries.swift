public import Scalars

/// One series to be drawn: positions and values in two columns of equal length.
public struct ChartSeries: Sendable {
  /// The role of a series, which decides how it is drawn.
  public enum Role: Sendable, Hashable {
    /// Training: raw values faint, the smoothed line strong.
    case train
    /// Validation: thicker, in the second color, smoothed only on request.
    case validation
    /// One of several compared series, by its number.
    case compared(Int)
  }

  /// The name at the end of its line.
  public var name: String
  /// The data it was measured on.
  public var role: Role
  /// The horizontal positions of its points.
  public var positions: [Double]
  /// Its values; NaN and infinities are data.
  public var values: [Double]
  /// For a mean over seeds, the standard deviation at each point; empty for single runs.
  public var spread: [Double] = []
  /// The number of logged points; more than `values` if the series was thinned before.
  public var loggedPoints: Int

  /// Creates a series from its columns.
  public init(name: String, role: Role, positions: [Double], values: [Double]) {
    precondition(
      positions.count == values.count,
      "a point has a position and a value, not \(positions.count) and \(values.count)")
    self.name = name
    self.role = role
    self.positions = positions
    self.values = values
    loggedPoints = values.count
  }

  /// Creates a series from points; those that the axis cannot show are left out.
  public init(name: String, role: Role, points: [Point], along axis: HorizontalAxis) {
    var positions: [Double] = []
    var values: [Double] = []
    for point in points {
      guard let position = axis.position(of: point) else { continue }
      positions.append(position)
      values.append(point.value)
    }
    self.init(name: name, role: role, positions: positions, values: values)
    loggedPoints = points.count
  }

  /// The value of the last finite point, and its position.
  var lastFinite: ChartPoint? {
    guard let index = values.lastIndex(where: \.isFinite) else { return nil }
    return ChartPoint(x: positions[index], y: values[index])
  }
}

/// A point in a chart, in the units of its axes; `y` is NaN if a line is interrupted.
public struct ChartPoint: Sendable, Hashable {
  /// The position on the horizontal axis.
  public var x: Double
  /// The value.
  public var y: Double

  /// Creates a place.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
