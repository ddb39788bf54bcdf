import Goldens
import Reports
import Testing

@Suite("Charts in a terminal")
struct TerminalChartTests {
  private static let charts: [(name: String, chart: Chart)] = [
    ("overfit", ChartExamples.overfit()), ("diverged", ChartExamples.diverged()),
    ("diverged-log", ChartExamples.diverged(logarithmic: true)),
    ("improving", ChartExamples.improving()), ("compared", ChartExamples.compared()),
  ]

  @Test("What is drawn at 80 and 120 columns, and in ASCII, is what was once looked at")
  func goldens() {
    for (name, chart) in Self.charts {
      for terminal in [
        Terminal(width: 80), Terminal(width: 120), Terminal(width: 80, unicode: false),
      ] {
        let lines = TerminalChart(chart, terminal: terminal).lines
        let kind = terminal.unicode ? "" : "-ascii"
        expectGolden(
          lines.map { $0 + "\n" }.joined(), "charts/\(name)-\(terminal.width)\(kind).txt")
      }
    }
  }

  @Test("No line is wider than its terminal, whatever the width")
  func fits() {
    for (name, chart) in Self.charts {
      for width in [24, 40, 60, 80, 100, 120, 200] {
        for rows in [3, 8, 30] {
          let terminal = Terminal(width: width)
          for line in TerminalChart(chart, terminal: terminal, rows: rows).lines {
            #expect(displayWidth(line) <= width, "\(name) at \(width): \(line)")
          }
        }
      }
    }
  }

  @Test("Without Unicode every byte is ASCII")
  func ascii() {
    for (name, chart) in Self.charts {
      let lines = TerminalChart(chart, terminal: Terminal(width: 80, unicode: false)).lines
      #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } }, "\(name)")
    }
  }

  @Test("A name full of control characters and wide letters neither moves the cursor nor overflows")
  func hostileNames() {
    var series = ChartExamples.train()
    series.name = "\u{1B}[2J損失\u{202E}train"
    let chart = Chart([series], options: ChartOptions())
    let lines = TerminalChart(chart, terminal: Terminal(width: 80)).lines
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(!line.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
      #expect(displayWidth(line) <= 80)
    }
  }

  @Test("Several lines are told apart by dashes alone")
  func dashes() {
    let styles = ChartExamples.compared().lines.map { LineStyleFacts($0) }
    #expect(Set(styles).count >= 6)
  }
}

/// How a line looks on a terminal: where the first 48 dots of a level line are set.
private struct LineStyleFacts: Hashable {
  let lines: [String]

  init(_ line: ChartLine) {
    var level = line
    level.points = [ChartPoint(x: 0, y: 1), ChartPoint(x: 100, y: 1)]
    level.name = nil
    level.last = nil
    var chart = ChartExamples.compared()
    chart.lines = [level]
    chart.offScale = []
    chart.x = ChartScale(0, 100)
    chart.y = ChartScale(0, 2)
    lines = TerminalChart(chart, terminal: Terminal(width: 60), rows: 5).lines
  }
}
