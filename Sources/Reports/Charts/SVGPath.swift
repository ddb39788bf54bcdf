import Scalars

/// The `d` of an SVG path on a grid of whole units or tenths, written as distances to be short.
struct SVGPath {
  /// How many grid steps make a unit: 1 or 10.
  let stepsPerUnit: Int
  private(set) var data = ""
  private var last: (x: Int, y: Int)?
  private var isInLine = false

  init(stepsPerUnit: Int = 10) { self.stepsPerUnit = stepsPerUnit }

  /// Begins a new line at a position.
  mutating func move(_ x: Double, _ y: Double) {
    let here = snapped(x, y)
    data += "M" + number(here.x) + separated(here.y)
    last = here
    isInLine = false
  }

  /// Draws a line to a position; a position on the same grid point as the last is left out.
  mutating func line(_ x: Double, _ y: Double) {
    guard let before = last else { return move(x, y) }
    let here = snapped(x, y)
    let (dx, dy) = (here.x - before.x, here.y - before.y)
    if dx == 0, dy == 0, isInLine { return }
    data += (isInLine ? (dx < 0 ? "" : " ") : "l") + number(dx) + separated(dy)
    last = here
    isInLine = true
  }

  /// Draws a line back to the beginning.
  mutating func close() { data += "Z" }

  private func snapped(_ x: Double, _ y: Double) -> (x: Int, y: Int) {
    let scale = Double(stepsPerUnit)
    return (onGrid(x * scale), onGrid(y * scale))
  }

  /// The nearest grid line; clamped, so that distances do not overflow.
  private func onGrid(_ place: Double) -> Int {
    Int(clamping: max(-1e9, min(1e9, place)).rounded())
  }

  /// A number on the grid: `0`, `12`, `-.5`, `3.4`.
  private func number(_ steps: Int) -> String {
    if stepsPerUnit == 1 { return String(steps) }
    let sign = steps < 0 ? "-" : ""
    let (whole, rest) = (steps.magnitude / 10, steps.magnitude % 10)
    if rest == 0 { return sign + String(whole) }
    return sign + (whole == 0 ? "" : String(whole)) + "." + String(rest)
  }

  /// A number after another, with a separator only if needed.
  private func separated(_ steps: Int) -> String { (steps < 0 ? "" : " ") + number(steps) }
}

/// The path of a line inside a rectangle: parts beyond its top and bottom are cut off.
///
/// - Parameters:
///   - points: The line; NaN interrupts it.
///   - height: The rectangle's height; its top is at 0.
///   - stepsPerUnit: How fine the path's grid is.
///   - place: Returns the position of a point; above or below the rectangle for values outside.
///
/// - Returns: The `d` of a path; a point between two interruptions is a dot.
func clippedPath(
  _ points: [ChartPoint], height: Double, stepsPerUnit: Int = 10,
  place: (ChartPoint) -> (x: Double, y: Double)?
) -> String {
  var path = SVGPath(stepsPerUnit: stepsPerUnit)
  var before: (x: Double, y: Double)?
  var isOpen = false
  for (index, point) in points.enumerated() {
    guard let here = place(point) else {
      before = nil
      isOpen = false
      continue
    }
    let from = before ?? here
    // A point without a successor is a dot; any other point begins the line.
    let isDot = before == nil && (index + 1 == points.count || place(points[index + 1]) == nil)
    let isStart = before == nil && !isDot
    before = here
    if isStart { continue }
    guard let piece = clipped(from, here, bottom: height) else {
      isOpen = false
      continue
    }
    if !isOpen { path.move(piece.from.x, piece.from.y) }
    path.line(piece.to.x, piece.to.y)
    isOpen = here.y >= 0 && here.y <= height
  }
  return path.data
}

/// The part of a line segment between two heights; nil if there is none.
private func clipped(
  _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), bottom: Double
) -> (from: (x: Double, y: Double), to: (x: Double, y: Double))? {
  if max(a.y, b.y) < 0 || min(a.y, b.y) > bottom { return nil }
  func cut(_ p: (x: Double, y: Double), _ q: (x: Double, y: Double)) -> (x: Double, y: Double) {
    let edge = p.y < 0 ? 0 : p.y > bottom ? bottom : p.y
    if edge == p.y || q.y == p.y { return (p.x, edge) }
    return (p.x + (edge - p.y) / (q.y - p.y) * (q.x - p.x), edge)
  }
  return (cut(a, b), cut(b, a))
}
