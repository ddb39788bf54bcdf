import Scalars

/// The coarsest grid on which all values of a series lie, as loggers round them and shares of few samples do.
///
/// By Euclid's algorithm on the distances from the first value, each known to what a float32 tells, 2⁻²³ of
/// it. The grid has no unit: values times a constant lie on the grid times that.
public struct ValueGrid: Sendable, Hashable {
  private var origin = Double.nan
  /// The distance of neighbouring values, and how wrong it may be; 0 before there are two values.
  private var width = 0.0
  private var error = 0.0
  private var isNone = false
  /// How many values bore the width out since it last changed, and whether one lay more than one width away.
  private var supporters = 0
  private var hasMultiple = false

  /// A grid this many times the error of its values can be told from none.
  private static let clarity = 16.0
  private static let fewestSupporters = 8
  private static let precision = 0x1p-23

  init() {}

  /// The distance of neighbouring values; `nil` where there is no grid, or too little to tell one by.
  public var resolution: Double? {
    isNone || supporters < Self.fewestSupporters || !hasMultiple ? nil : width
  }

  @inline(__always)
  mutating func push(_ value: Double) {
    if !isNone { fit(value) }
  }

  /// Adds values, until there is no grid left for them.
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

  /// Makes the width a divisor of a distance, as far as their errors let one tell.
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
