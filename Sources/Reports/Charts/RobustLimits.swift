import Statistics

/// Limits of a vertical axis that ignore a few outlying values.
///
/// They contain all values of each series inside Tukey's outer fences, from Q₁ − 3(Q₃ − Q₁) to Q₃ +
/// 3(Q₃ − Q₁) with Q the quartiles (J. W. Tukey, *Exploratory Data Analysis*, 1977). A steep start,
/// or an explosion of fewer than a quarter of the points, goes beyond the axis, where it is marked;
/// values that are only a little beyond, up to a quarter of the extent, are still inside.
struct RobustLimits {
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity

  /// Whether anything was taken in.
  var isEmpty: Bool { lower > upper }

  /// Adds the values of one series, which must be finite.
  mutating func include(series values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last,
      let low = quantileOfSorted(sorted, 0.25), let high = quantileOfSorted(sorted, 0.75)
    else { return }
    let reach = 3 * (high - low)
    if !(reach > 0 && reach.isFinite) {
      // More than half of the values are equal: then there is no measure of what is far.
      include(first)
      include(last)
      return
    }
    let inside = sorted.filter { $0 >= low - reach && $0 <= high + reach }
    guard let least = inside.first, let greatest = inside.last else { return }
    let extra = 0.25 * (greatest - least)
    include(first >= least - extra ? first : least)
    include(last <= greatest + extra ? last : greatest)
  }

  /// Adds one value that must be inside.
  mutating func include(_ value: Double) {
    guard value.isFinite else { return }
    lower = min(lower, value)
    upper = max(upper, value)
  }
}

extension ChartScale {
  /// A vertical scale for series: robust limits, moved outwards to round values.
  ///
  /// - Parameters:
  ///   - series: The values of each series, which may be of any kind.
  ///   - seen: Single values that must be inside.
  ///   - isLogarithmic: Whether the axis is logarithmic.
  ///
  /// - Returns: A scale with round limits; 0 to 1 if there is nothing to show.
  static func vertical(_ series: [[Double]], seen: [Double], isLogarithmic: Bool) -> ChartScale {
    var limits = RobustLimits()
    func placed(_ value: Double) -> Double? {
      if !value.isFinite || isLogarithmic && value <= 0 { return nil }
      return isLogarithmic ? naturalLogarithm(value) : value
    }
    for values in series {
      let placed = values.compactMap(placed)
      // On a logarithmic axis nothing is far enough off to be cut.
      if isLogarithmic {
        for value in placed { limits.include(value) }
      } else {
        limits.include(series: placed)
      }
    }
    for value in seen.compactMap(placed) { limits.include(value) }
    if limits.isEmpty { return ChartScale(0, 1) }
    if isLogarithmic {
      return rounded(
        ChartScale(exponential(limits.lower), exponential(limits.upper), isLogarithmic: true))
    }
    // If the extent is far below the level, the axis begins at 0.
    let touchesZero = limits.lower > 0 && limits.lower < 0.2 * limits.upper
    return rounded(ChartScale(touchesZero ? 0 : limits.lower, limits.upper))
  }

  /// The scale with its limits moved outwards to round values.
  private static func rounded(_ scale: ChartScale) -> ChartScale {
    if scale.isLogarithmic {
      let below = DecimalTicks.exponentBelow(scale.lower)
      let lower = [5, 2, 1].lazy.map { decimal($0, below) }.first { $0 <= scale.lower }
      let above = DecimalTicks.exponentBelow(scale.upper)
      let upper = [1, 2, 5, 10].lazy.map { decimal($0, above) }.first { $0 >= scale.upper }
      return ChartScale(lower ?? scale.lower, upper ?? scale.upper, isLogarithmic: true)
    }
    let ticks = DecimalTicks(scale.lower, scale.upper, atMost: 6)
    return ChartScale(ticks.below(scale.lower), ticks.above(scale.upper))
  }
}
