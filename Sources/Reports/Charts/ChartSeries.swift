public import Scalars

/// One series to be drawn: positions and values in two columns of equal length.
public struct ChartSeries: Sendable {
  /// What a series was measured on, which decides how it is drawn.
  public enum Role: Sendable, Hashable {
    /// Training: raw values faint, the smoothed line strong.
    case train
    /// Validation: thicker, in the second colour, never smoothed unless that is asked for.
    case validation
    /// One of several series that are compared, by its number.
    case compared(Int)
  }

  /// The name at the end of its line.
  public var name: String
  /// What it was measured on.
  public var role: Role
  /// Where its points stand on the horizontal axis.
  public var positions: [Double]
  /// Its values; NaN and infinities are data.
  public var values: [Double]
  /// For a mean over seeds, the standard deviation at each point; empty for single runs.
  public var spread: [Double] = []
  /// The points as logged; more than `values` where something thinned them before.
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

  /// Creates a series from points; those without a place on the axis are left out.
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

  /// The value of the last finite point, and where it stands.
  var lastFinite: ChartPoint? {
    guard let index = values.lastIndex(where: \.isFinite) else { return nil }
    return ChartPoint(x: positions[index], y: values[index])
  }
}

/// A place in a chart, in the units of its axes; `y` is NaN where a line is interrupted.
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
