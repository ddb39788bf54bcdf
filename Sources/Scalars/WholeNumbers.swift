// The one home of conversions from floating-point to whole numbers: numbers from files are hostile,
// and Swift's own conversions end the program for NaN and for numbers that are too large.
// `Tests/check-hostile-numbers` finds any other.

extension Int64 {
  /// The number without its fraction, clamped to the range; 0 for NaN.
  @inlinable
  public init(clamping number: Double) {
    if number >= 0x1p63 {
      self = .max
    } else if number > -0x1p63 {
      self.init(number)
    } else {
      self = number.isNaN ? 0 : .min
    }
  }
}

extension Int {
  /// The number without its fraction, clamped to the range; 0 for NaN.
  @inlinable
  public init(clamping number: Double) { self.init(Int64(clamping: number)) }
}

extension Int64 {
  /// The nearest whole number, clamped to the range; the largest for NaN.
  package init(rounding value: Double) {
    self = Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
