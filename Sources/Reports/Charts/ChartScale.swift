import Statistics
public import TextFormats

/// One axis of a chart: its limits, and the conversion from values to positions.
public struct ChartScale: Sendable, Hashable {
  /// What the axis counts; this decides which numbers are round.
  public enum Unit: Sendable, Hashable {
    /// Numbers: 1, 2 and 5 times powers of ten are round.
    case number
    /// Seconds since a start: minutes, hours and days are round.
    case seconds
    /// Seconds since the Unix epoch: times of day in UTC are round.
    case wallTime
  }

  /// One tick: its position, and its label.
  public struct Tick: Sendable, Hashable {
    /// The value it marks.
    public var value: Double
    /// The value as text.
    public var label: String
  }

  /// The value at the left or lower end.
  public var lower: Double
  /// The value at the right or upper end; above `lower`.
  public var upper: Double
  /// Whether the axis is logarithmic.
  public var isLogarithmic = false
  /// What is counted.
  public var unit = Unit.number
  /// A word for what is counted; may be empty.
  public var title = ""

  /// Creates a scale; equal limits are moved apart, non-finite ones become 0 and 1.
  public init(_ lower: Double, _ upper: Double, isLogarithmic: Bool = false, unit: Unit = .number) {
    self.isLogarithmic = isLogarithmic && lower > 0
    self.unit = unit
    guard lower.isFinite, upper.isFinite else {
      (self.lower, self.upper) = (0, 1)
      return
    }
    let least = unit == .number ? max(abs(lower), abs(upper)) * 1e-9 : 1
    if upper - lower > least {
      (self.lower, self.upper) = (lower, upper)
    } else if isLogarithmic {
      (self.lower, self.upper) = (lower / 2, lower * 2)
    } else {
      let half = lower == 0 ? 0.5 : abs(lower) * 0.05
      (self.lower, self.upper) = (lower - half, lower + half)
    }
  }

  /// The position of a value between the lower end (0) and the upper (1); outside of 0 to 1 for
  /// values beyond.
  ///
  /// - Returns: nil for values that cannot be shown: NaN, and on a logarithmic axis those of 0 or
  /// less.
  public func share(of value: Double) -> Double? {
    if value.isNaN || isLogarithmic && value <= 0 { return nil }
    if !isLogarithmic { return (value - lower) / (upper - lower) }
    let start = naturalLogarithm(lower)
    return (naturalLogarithm(value) - start) / (naturalLogarithm(upper) - start)
  }

  /// Round values between the limits, lowest first; at most `count`, but two if two fit.
  public func ticks(atMost count: Int, numbers: ReadableNumbers) -> [Tick] {
    roundTicks(atMost: count, numbers).filter { tick in
      share(of: tick.value).map { $0 > -1e-6 && $0 < 1 + 1e-6 } ?? false
    }
  }

  private func roundTicks(atMost count: Int, _ numbers: ReadableNumbers) -> [Tick] {
    if isLogarithmic, let ticks = logarithmicTicks(in: self, atMost: count, numbers) {
      return ticks
    }
    switch unit {
    case .number: return DecimalTicks(lower, upper, atMost: count).ticks(numbers)
    case .seconds, .wallTime: return timeTicks(in: self, atMost: count)
    }
  }
}
