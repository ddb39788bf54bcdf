import Scalars

/// A line of bars, one column each, scaled between robust limits (the 5th and 95th percentile).
///
/// - Parameters:
///   - values: What to draw, in order; nil leaves a gap, NaN and infinities are `!`. If there are
///     more than `width`, groups of them are averaged; a group that contains a NaN or an infinity
///     is `!`.
///   - width: The columns to fill at most.
///   - unicode: Whether `▁▂▃▄▅▆▇█` may be used, else `_.:-=+*#`.
///
/// - Returns: The bars; a constant series is drawn at the bottom.
public func sparkline(_ values: [Double?], width: Int, unicode: Bool = true) -> String {
  let columns = grouped(values, into: width)
  let finite = columns.compactMap(\.self).filter(\.isFinite).sorted()
  let margin = finite.count / 20
  let low = finite.isEmpty ? 0 : finite[margin]
  let high = finite.isEmpty ? 0 : finite[finite.count - 1 - margin]
  let signs = Array(unicode ? "▁▂▃▄▅▆▇█" : "_.:-=+*#")
  return String(
    columns.map { value -> Character in
      guard let value else { return " " }
      guard value.isFinite else { return "!" }
      guard high > low else { return signs[0] }
      // Halves, since the difference of two large numbers may be infinite.
      let share = (value / 2 - low / 2) / (high / 2 - low / 2)
      return signs[min(7, max(0, Int(clamping: share * 8)))]
    })
}

/// The means of `width` groups of neighbors, or the values themselves if there are no more than
/// that.
private func grouped(_ values: [Double?], into width: Int) -> [Double?] {
  precondition(width > 0, "a sparkline needs a column, not \(width)")
  if values.count <= width { return values }
  return (0..<width).map { group in
    let members = values[values.count * group / width..<values.count * (group + 1) / width]
      .compactMap(\.self)
    return members.isEmpty
      ? nil : members.reduce(0) { $0 + $1 / Double(members.count) }
  }
}
