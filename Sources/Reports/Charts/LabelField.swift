import Scalars

/// A rectangle, in the unit of the drawing; `y` grows downwards.
struct LabelBox: Sendable, Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  /// Whether two rectangles share more than an edge.
  func overlaps(_ other: LabelBox) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height
      && other.y < y + height
  }

  /// The rectangle at its height, or at the nearest limit; then alternately further above and
  /// below.
  func shiftedVertically(from top: Double, to bottom: Double, step: Double) -> [LabelBox] {
    let start = max(top, min(y, bottom - height))
    let reach = max(0, Int(clamping: (bottom - top) / step) + 1)
    var offsets = [0.0]
    for distance in 1...max(1, reach) { offsets += [-Double(distance), Double(distance)] }
    return offsets.compactMap { (offset: Double) -> LabelBox? in
      var moved = self
      moved.y = start + offset * step
      return moved.y >= top && moved.y + height <= bottom ? moved : nil
    }
  }
}

/// The rectangles that labels occupy, so that no two overlap.
struct LabelField: Sendable {
  /// The rectangles taken so far.
  private(set) var boxes: [LabelBox] = []

  /// Takes the first free rectangle.
  ///
  /// - Returns: The rectangle; nil if all are occupied, and the label must be left out.
  mutating func place(_ candidates: some Sequence<LabelBox>) -> LabelBox? {
    for candidate in candidates where !boxes.contains(where: { $0.overlaps(candidate) }) {
      boxes.append(candidate)
      return candidate
    }
    return nil
  }
}
