import Reports
import Testing
@Test func look() {
  for width in [80, 120] {
  for chart in [ChartExamples.overfit(), ChartExamples.diverged(), ChartExamples.improving(), ChartExamples.compared()] {
    for unicode in [true, false] {
    print(TerminalChart(chart, terminal: Terminal(width: width, unicode: unicode)).lines.joined(separator: "\n"))
    print(String(repeating: "=", count: width))
  } } }
}
