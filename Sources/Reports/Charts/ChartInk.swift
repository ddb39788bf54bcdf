import Scalars

/// Where lines are in a drawing, so that text can avoid them.
struct ChartInk {
  private var dots: [(x: Double, y: Double)] = []

  /// Samples every line and the forecast at short distances.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - place: Returns the position of a point in the drawing; nil if it cannot be shown.
  init(_ chart: Chart, place: (ChartPoint) -> (x: Double, y: Double)?) {
    let forecast = chart.forecast.map { [$0.from, $0.to] } ?? []
    for points in chart.lines.map(\.points) + [forecast] {
      var before: (x: Double, y: Double)?
      for point in points {
        let here = place(point)
        if let here { sample(from: before ?? here, to: here) }
        before = here
      }
    }
  }

  private mutating func sample(from a: (x: Double, y: Double), to b: (x: Double, y: Double)) {
    let length = max(abs(b.x - a.x), min(2_000, abs(b.y - a.y)))
    let count = max(1, Int(clamping: length / 6))
    for index in 1...count {
      let share = Double(index) / Double(count)
      dots.append((a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
    }
  }

  /// Whether a line crosses a rectangle.
  func touches(_ box: LabelBox) -> Bool {
    dots.contains { dot in
      dot.x > box.x && dot.x < box.x + box.width && dot.y > box.y && dot.y < box.y + box.height
    }
  }
}
