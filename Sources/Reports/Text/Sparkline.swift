/// A line of bars, one column each, scaled between robust limits (the 5th and 95th percentile).
///
/// - Parameters:
///   - values: What to draw, in order; nil leaves a gap, NaN and infinities are `!`. More than `width` of
///     them are averaged in groups.
///   - width: The columns to fill at most.
///   - unicode: Whether `▁▂▃▄▅▆▇█` may be used, else `_.:-=+*#`.
/// - Returns: The bars.
public func sparkline(_ values: [Double?], width: Int, unicode: Bool = true) -> String { "" }
