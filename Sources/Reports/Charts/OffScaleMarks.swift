/// How many stretches of a series are marked on each side of the vertical axis.
private let marksPerSide = 3

/// The most extreme values of a series outside its axis, one for each stretch of them.
///
/// Stretches closer than 8 % of the horizontal axis count as one; if there are more than three on
/// one side, the most extreme are kept. Infinities do not count here: they are drawn as non-finite.
func offScaleMarks(
  positions: [Double], values: [Double], x: ChartScale, y: ChartScale, hue: Int
) -> [OffScaleMark] {
  [true, false].flatMap { isAbove in
    let reach = 0.08 * (x.upper - x.lower)
    var found: [(mark: OffScaleMark, end: Double)] = []
    for (position, value) in zip(positions, values) where value.isFinite {
      guard isAbove ? value > y.upper : value < y.lower else { continue }
      let mark = OffScaleMark(x: position, value: value, isAbove: isAbove, hue: hue)
      if let last = found.indices.last, abs(position - found[last].end) <= reach {
        if isAbove == (value > found[last].mark.value) { found[last].mark = mark }
        found[last].end = position
      } else {
        found.append((mark, position))
      }
    }
    return found.map(\.mark)
      .sorted { isAbove ? $0.value > $1.value : $0.value < $1.value }.prefix(marksPerSide)
  }
}
