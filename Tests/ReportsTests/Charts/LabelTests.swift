import TestSupport
import Testing

@testable import Reports

@Suite("Labels keep apart")
struct LabelTests {
  @Test("No two labels above a plot overlap, over 500 seeds")
  func hanging() {
    for seed in 0..<500 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      func wishes(_ most: Int) -> [HangingLabels.Wish] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
          HangingLabels.Wish(
            x: Double.random(in: 0...700, using: &random),
            width: Bool.random(using: &random) ? Double.random(in: 20...260, using: &random) : 0)
        }
      }
      let marks = wishes(9)
      let edges = wishes(6).filter { $0.width > 0 }
      let placed = HangingLabels(
        marks, edges: edges, in: 0...700, gap: 5, halfTriangle: 5)
      #expect(placed.marks.count == marks.count { $0.width > 0 }, "seed \(seed)")
      #expect(placed.edges.allSatisfy { $0.row == 0 })
      expectApart(placed.marks + placed.edges, seed)
    }
  }

  private func expectApart(_ labels: [HangingLabel], _ seed: UInt64) {
    let boxes = labels.map {
      LabelBox(x: $0.start, y: Double($0.row), width: $0.width, height: 1)
    }
    for (index, box) in boxes.enumerated() {
      #expect(!boxes[(index + 1)...].contains { $0.overlaps(box) }, "seed \(seed)")
    }
  }

  @Test("Two marks closer than their text are stacked, the left one above")
  func stacked() {
    let labels = HangingLabels(
      [.init(x: 100, width: 80), .init(x: 120, width: 80)], edges: [], in: 0...700, gap: 5,
      halfTriangle: 5)
    #expect(labels.rows == 2)
    #expect(labels.marks.first { $0.owner == 0 }?.row == 1)
    #expect(labels.marks.first { $0.owner == 1 }?.row == 0)
  }

  @Test("A mark at the right edge has its label at its left")
  func turned() {
    let labels = HangingLabels(
      [.init(x: 690, width: 80)], edges: [], in: 0...700, gap: 5, halfTriangle: 5)
    #expect(labels.marks.first?.isTurned == true)
    #expect(labels.marks.first.map { $0.start + $0.width } == 685)
  }

  @Test("Names at line ends, triangles and marks of 100 random drawings never share a place")
  func drawings() {
    for seed in 0..<100 as Range<UInt64> {
      let chart = RandomCharts.chart(seed: seed)
      for size in [SVGChart.Size.wide, .narrow] {
        let layout = SVGChart(chart, size: size).layout
        let boxes =
          layout.endLabels.map(\.box) + layout.edgeLabels.map(\.box)
          + layout.hanging.marks.map { label in
            LabelBox(
              x: label.start, y: -Double(label.row + 1) * SVGLayout.lineHeight,
              width: label.width, height: SVGLayout.lineHeight)
          }
        for (index, box) in boxes.enumerated() {
          #expect(
            !boxes[(index + 1)...].contains { $0.overlaps(box) }, "seed \(seed), \(size)")
        }
        let ticks = layout.xTicks
        for (one, next) in zip(ticks, ticks.dropFirst()) {
          let reach = SVGLayout.textWidth(one.label) + SVGLayout.textWidth(next.label)
          #expect(next.center - one.center >= reach / 2, "seed \(seed), \(size)")
        }
      }
    }
  }

  @Test("A name of a line that ended early stands off the other lines")
  func endedEarly() throws {
    let long = ChartSeries(
      name: "a", role: .compared(0), positions: (0..<100).map { Double($0) },
      values: [Double](repeating: 1, count: 50) + (0..<50).map { 1 + Double($0) / 10 })
    let short = ChartSeries(
      name: "b", role: .compared(1), positions: (0..<40).map { Double($0) },
      values: [Double](repeating: 1, count: 40))
    let layout = SVGChart(Chart([long, short], options: ChartOptions())).layout
    let label = try #require(layout.endLabels.first { $0.text.hasPrefix("b") })
    let line = try #require(layout.place(ChartPoint(x: 45, y: 1)))
    #expect(!label.isInMargin)
    #expect(line.y <= label.box.y || line.y >= label.box.y + label.box.height)
  }
}
