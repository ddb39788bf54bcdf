/// A moment as ISO 8601 text in UTC, such as `2026-11-23T18:41:02Z`.
///
/// - Parameters:
///   - seconds: Seconds since the Unix epoch.
///   - decimals: Digits of the second's fraction, 0 to 9, cut and not rounded.
/// - Returns: nil for NaN, infinities and years outside 0 to 9999.
public func iso8601(_ seconds: Double, decimals: Int = 0) -> String? { nil }
