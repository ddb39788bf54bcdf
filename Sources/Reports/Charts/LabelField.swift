/// A rectangle, in whatever unit a drawing is laid out in; `y` grows downwards.
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

  /// The rectangle at its height, or at the limits if that is beyond, then ever farther above and below.
  func shiftedVertically(from top: Double, to bottom: Double, step: Double) -> [LabelBox] {
    let start = max(top, min(y, bottom - height))
    let reach = max(0, Int((bottom - top) / step) + 1)
    var offsets = [0.0]
    for distance in 1...max(1, reach) { offsets += [-Double(distance), Double(distance)] }
    return offsets.compactMap { (offset: Double) -> LabelBox? in
      var moved = self
      moved.y = start + offset * step
      return moved.y >= top && moved.y + height <= bottom ? moved : nil
    }
  }
}

/// The places that labels have taken, so that no two share one.
struct LabelField: Sendable {
  /// The rectangles taken so far.
  private(set) var boxes: [LabelBox] = []

  /// Takes the first of some places that is free.
  ///
  /// - Returns: The place; nil where all are taken, and the label is to be left out.
  mutating func place(_ candidates: some Sequence<LabelBox>) -> LabelBox? {
    for candidate in candidates where !boxes.contains(where: { $0.overlaps(candidate) }) {
      boxes.append(candidate)
      return candidate
    }
    return nil
  }
}

/// A label that hangs on a vertical line, in rows above a plot.
struct HangingLabel: Sendable, Hashable {
  /// The number of the mark it belongs to.
  var mark: Int
  /// Its left edge.
  var start: Double
  /// Its width.
  var width: Double
  /// Its row, counted upwards from the plot, 0 first.
  var row: Int
}

/// Labels for vertical lines in as few rows as keep them apart.
///
/// A label stands right of its line, or left of it where the edge is too near. They are placed from
/// the right: a line then rises past no label but its own, save those that had to be turned.
///
/// - Parameters:
///   - wanted: For each mark where its line stands and how wide its label is; 0 for none.
///   - range: The left and the right edge.
///   - gap: The distance between line and label, and between labels.
/// - Returns: A label for each mark that has one.
func hangingLabels(
  _ wanted: [(x: Double, width: Double)], in range: ClosedRange<Double>, gap: Double
) -> [HangingLabel] {
  var rows: [[ClosedRange<Double>]] = []
  var labels: [HangingLabel] = []
  for mark in wanted.indices.sorted(by: { wanted[$0].x > wanted[$1].x }) {
    let (x, width) = wanted[mark]
    if width <= 0 { continue }
    var start = x + gap
    if start + width > range.upperBound { start = max(range.lowerBound, x - gap - width) }
    let span = min(x, start)...max(x, start + width + gap)
    let row = rows.firstIndex { taken in !taken.contains { $0.overlaps(span) } } ?? rows.count
    if row == rows.count { rows.append([]) }
    // The line passes all rows below its own.
    for passed in 0..<row { rows[passed].append(x...x) }
    rows[row].append(span)
    labels.append(HangingLabel(mark: mark, start: start, width: width, row: row))
  }
  return labels
}
