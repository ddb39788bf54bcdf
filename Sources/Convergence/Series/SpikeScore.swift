import Scalars

/// OLMo 2's spike score: the share of values at least seven standard deviations from a rolling
/// mean.
///
/// Mean and deviation are taken over the 1,000 values before. The number is comparable with
/// published ones; it is too crude to raise an alarm. Source: OLMo 2, arXiv 2501.00656, section
/// 3.2.
public struct SpikeScore: Sendable {
  /// The length of the rolling window.
  public static let window = 1000
  private var values: [Double] = []
  private var next = 0
  private var shift = 0.0
  private var sum = 0.0
  private var squares = 0.0
  private var judged = 0
  private var far = 0

  init() {}

  /// The share, 0 to 1; `nil` before there are 1,000 values to compare with.
  public var share: Double? { judged > 0 ? Double(far) / Double(judged) : nil }

  /// Adds values, as if one by one.
  mutating func push(_ points: Span<Point>) {
    var next = 0
    if values.count < Self.window {
      next = min(points.count, Self.window - values.count)
      values.append(addingCapacity: next) { further in
        for index in 0..<next { further.append(points[index].value) }
      }
      if values.count == Self.window { begin() }
    }
    for index in next..<points.count { push(points[index].value) }
  }

  mutating func push(_ value: Double) {
    if values.count < Self.window {
      values.append(value)
      if values.count == Self.window { begin() }
      return
    }
    let mean = sum / Double(Self.window)
    let variance = max(0, squares / Double(Self.window) - mean * mean)
    let distance = value - shift - mean
    judged += 1
    if distance * distance >= 49 * variance, variance > 0 { far += 1 }
    remove(values[next])
    values[next] = value
    add(value)
    next += 1
    if next == Self.window { restart() }
  }

  private mutating func add(_ value: Double) {
    sum += value - shift
    squares += (value - shift) * (value - shift)
  }

  private mutating func remove(_ value: Double) {
    sum -= value - shift
    squares -= (value - shift) * (value - shift)
  }

  /// Sums only once the window is full: most series never have that many values.
  private mutating func begin() {
    shift = values[0]
    for value in values { add(value) }
  }

  /// Recomputes the sums around a new shift, so that rounding errors do not accumulate.
  private mutating func restart() {
    next = 0
    shift += sum / Double(Self.window)
    (sum, squares) = (0, 0)
    for value in values { add(value) }
  }
}
