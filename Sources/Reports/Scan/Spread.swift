import Scalars

/// The mean of several runs' values and their standard deviation.
public struct Spread: Sendable, Hashable {
  /// The mean.
  public var mean: Double
  /// The standard deviation of a sample (divided by n − 1); nil for a single value.
  public var deviation: Double?
  /// How many values there were.
  public var count: Int

  /// Creates the spread of a single value.
  public init(mean: Double) {
    self.mean = mean
    count = 1
  }

  /// Creates the spread of the finite values among some; nil if none is finite.
  ///
  /// The values are summed in the given order.
  public init?(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    if finite.isEmpty { return nil }
    let mean = finite.reduce(0, +) / Double(finite.count)
    self.mean = mean
    count = finite.count
    if finite.count > 1 {
      let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      deviation = (squares / Double(finite.count - 1)).squareRoot()
    }
  }
}

extension RecordShape {
  /// The mean of several curves at equal steps; a curve counts only where it was logged and finite.
  ///
  /// A span without a finite value is NaN, a span that no curve reaches is empty. Nil without
  /// curves.
  static func mean(of shapes: [RecordShape]) -> RecordShape? {
    guard let first = shapes.first else { return nil }
    if shapes.count == 1 { return first }
    let low = shapes.reduce(first.steps.lowerBound) { min($0, $1.steps.lowerBound) }
    let high = shapes.reduce(first.steps.upperBound) { max($0, $1.steps.upperBound) }
    let width = (high - low) / Double(count)
    let values = (0..<count).map { slot -> Double? in
      let step = low + (Double(slot) + 0.5) * width
      let here = shapes.compactMap { $0.value(at: step) }
      let finite = here.filter(\.isFinite)
      if finite.isEmpty { return here.isEmpty ? nil : .nan }
      return finite.reduce(0, +) / Double(finite.count)
    }
    return RecordShape(steps: low...high, values: values)
  }

  /// The value of the span that contains a step; nil outside and where nothing was logged.
  private func value(at step: Double) -> Double? {
    guard steps.contains(step), !values.isEmpty else { return nil }
    let length = steps.upperBound - steps.lowerBound
    let share = length > 0 ? (step - steps.lowerBound) / length : 0
    return values[max(0, min(values.count - 1, Int(clamping: share * Double(values.count))))]
  }
}
