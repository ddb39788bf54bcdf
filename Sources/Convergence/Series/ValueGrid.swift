import Scalars

/// The coarsest grid on which all values of a series lie, such as rounded values or shares of few
/// samples.
///
/// Found by Euclid's algorithm on the distances from the first value, each known to the precision
/// of a float32, 2⁻²³ of its size. The method is free of units: multiplying the values multiplies
/// the grid.
public struct ValueGrid: Sendable, Hashable {
  private var origin = Double.nan
  /// The distance of neighboring grid values, and its error; 0 before there are two values.
  private var width = 0.0
  private var error = 0.0
  private var isNone = false
  /// How many values confirmed the width since it last changed, and whether one lay more than one
  /// width away.
  private var supporters = 0
  private var hasMultiple = false

  /// The grid must be this many times the error of its values to be recognized.
  private static let clarity = 16.0
  private static let fewestSupporters = 8
  private static let precision = 0x1p-23

  init() {}

  /// The distance of neighboring grid values; `nil` if there is no grid, or too few values to find
  /// one.
  public var resolution: Double? {
    isNone || supporters < Self.fewestSupporters || !hasMultiple ? nil : width
  }

  @inline(__always)
  mutating func push(_ value: Double) {
    if !isNone { fit(value) }
  }

  /// Adds values, until no grid fits them any more.
  mutating func push(_ points: Span<Point>) {
    for index in points.indices {
      if isNone { return }
      fit(points[index].value)
    }
  }

  private mutating func fit(_ value: Double) {
    if origin.isNaN { origin = value }
    let tolerance = Self.precision * max(abs(value), abs(origin))
    let distance = abs(value - origin)
    guard distance > tolerance else { return }
    if width == 0 {
      (width, error) = (distance, tolerance)
    } else {
      narrow(to: distance, tolerance)
    }
    isNone = !(width > Self.clarity * max(error, tolerance))
  }

  /// Makes the width a divisor of a distance, as far as the errors of both allow.
  private mutating func narrow(to distance: Double, _ tolerance: Double) {
    var (long, longError) = (distance, tolerance)
    while width > Self.clarity * max(error, tolerance) {
      let times = (long / width).rounded()
      let rest = abs(long - times * width)
      if rest <= longError + times * error {
        supporters &+= 1
        if times > 1 { hasMultiple = true }
        // The longer the distance, the better it shows the width.
        if times > 0, longError / times < error {
          (width, error) = (long / times, longError / times)
        }
        return
      }
      (supporters, hasMultiple) = (0, false)
      (long, longError, width, error) = (width, error, rest, longError + times * error)
    }
  }
}
