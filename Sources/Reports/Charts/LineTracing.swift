import Scalars

/// A vertical run of dots in one column of a grid.
struct DotRun: Sendable, Hashable {
  var column: Int
  var rows: ClosedRange<Int>
}

/// The dots that a line covers on a grid, column by column, without gaps.
///
/// - Parameters:
///   - points: The points of the line; NaN interrupts it.
///   - x: The horizontal scale, over all columns.
///   - y: The vertical scale, over all rows, the highest value in row 0. Parts beyond it are cut
///     off.
///   - columns: The grid's columns.
///   - rows: The grid's rows.
/// - Returns: Runs in the order of the line.
func tracedRuns(
  _ points: [ChartPoint], x: ChartScale, y: ChartScale, columns: Int, rows: Int
) -> [DotRun] {
  var runs: [DotRun] = []
  var before: (x: Double, y: Double)?
  for point in points {
    guard let across = x.share(of: point.x), let up = y.share(of: point.y) else {
      before = nil
      continue
    }
    let here = (x: across * Double(columns - 1), y: (1 - up) * Double(rows - 1))
    appendRuns(from: before ?? here, to: here, columns: columns, rows: rows, to: &runs)
    before = here
  }
  return runs
}

private func appendRuns(
  from a: (x: Double, y: Double), to b: (x: Double, y: Double), columns: Int, rows: Int,
  to runs: inout [DotRun]
) {
  let (left, right) = a.x <= b.x ? (a, b) : (b, a)
  let first = clamped(left.x.rounded(), 0, columns - 1)
  let last = clamped(right.x.rounded(), 0, columns - 1)
  for column in first...last {
    let start = height(at: max(left.x, Double(column) - 0.5), left, right)
    let end = height(at: min(right.x, Double(column) + 0.5), left, right)
    let top = min(start, end).rounded()
    let bottom = max(start, end).rounded()
    if bottom < 0 || top > Double(rows - 1) { continue }
    runs.append(
      DotRun(column: column, rows: clamped(top, 0, rows - 1)...clamped(bottom, 0, rows - 1)))
  }
}

private func height(
  at x: Double, _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
) -> Double {
  if b.x - a.x < 1e-9 { return x <= a.x ? a.y : b.y }
  let share = max(0, min(1, (x - a.x) / (b.x - a.x)))
  return a.y + share * (b.y - a.y)
}

private func clamped(_ value: Double, _ low: Int, _ high: Int) -> Int {
  max(low, min(high, Int(clamping: value)))
}
