import Testing

@testable import Reports

@Suite("Tables and drawings")
struct TextTableTests {
  private var table: TextTable {
    var table = TextTable([
      .init("#", right: true), .init("run", shortensTo: 12), .init("verdict"),
      .init("eval/loss", right: true), .init("lr", dropOrder: 2), .init("curve", dropOrder: 1),
    ])
    table.rows = [
      [
        "1", "exp002/lr/run_00120", StyledText("✓ converged", .green), "0.6000", "2e-4", "█▆▄▃▂▁▁▁",
      ],
      ["10", "b", StyledText("✗ diverged", .red), "12.5000", "", "█▆!!"],
    ]
    return table
  }

  @Test("A table with room shows everything, numbers at their right edge, no blanks at line ends")
  func roomy() {
    #expect(
      table.lines(for: Terminal(width: 80)) == [
        "   #  run                  verdict      eval/loss  lr    curve",
        "   1  exp002/lr/run_00120  ✓ converged     0.6000  2e-4  █▆▄▃▂▁▁▁",
        "  10  b                    ✗ diverged     12.5000        █▆!!",
      ])
  }

  @Test("Names are shortened before a column goes, then columns go in their order")
  func narrow() {
    #expect(
      table.lines(for: Terminal(width: 64))[1]
        == "   1  exp002/…/run_00120  ✓ converged     0.6000  2e-4  █▆▄▃▂▁▁▁")
    #expect(
      table.lines(for: Terminal(width: 50)) == [
        "   #  run             verdict      eval/loss  lr",
        "   1  exp002…n_00120  ✓ converged     0.6000  2e-4",
        "  10  b               ✗ diverged     12.5000",
      ])
    #expect(table.layout(width: 45).map(\.column) == [0, 1, 2, 3])
    #expect(table.layout(width: 10).map(\.width) == [2, 12, 11, 9])
  }

  @Test("Colours change no column")
  func colours() {
    let line = table.lines(for: Terminal(width: 80, colour: true))[1]
    #expect(line.contains("\u{1B}[32m✓ converged\u{1B}[0m     0.6000"))
  }

  @Test("No line is wider than the terminal as long as the columns that stay allow it")
  func widths() {
    for width in 45...100 {
      for line in table.lines(for: Terminal(width: width)) { #expect(displayWidth(line) <= width) }
    }
  }

  @Test("A last column may go on below itself; a table without headings has none")
  func wrapping() {
    var table = TextTable([.init(""), .init("", wraps: true)])
    table.rows = [["note", "Steps 2,510 to 3,000 were written twice (a resume)."]]
    #expect(
      table.lines(for: Terminal(width: 40)) == [
        "  note  Steps 2,510 to 3,000 were",
        "        written twice (a resume).",
      ])
  }

  @Test("A sparkline spans its robust limits, and shows gaps and non-finite values")
  func sparklines() {
    #expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], width: 20) == "▁▂▃▄▅▆▇█")
    #expect(sparkline([7, nil, .nan, 0], width: 20) == "█ !▁")
    #expect(sparkline([3, 3, 3], width: 20) == "▁▁▁")
    #expect(sparkline([], width: 20) == "")
    #expect(sparkline([.nan, nil], width: 20) == "! ")
    #expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], width: 20, unicode: false) == "_.:-=+*#")
    #expect(sparkline([0, 0, 7, 7, 0, 0], width: 3) == "▁█▁")
    #expect(sparkline([-1e308, 1e308], width: 3) == "▁█")
    let spiked = (0..<40).map { $0 == 20 ? 1e9 : Double($0) } as [Double?]
    #expect(sparkline(spiked, width: 40).filter { $0 == "▁" }.count < 8)
  }

  @Test(
    "A progress line says how far, and how long yet, and gives up its bar where there is no room")
  func progress() {
    func line(
      _ items: Int, _ total: Int, _ bytes: Int64, _ totalBytes: Int64, seconds: Double,
      _ terminal: Terminal
    ) -> String {
      progressLine(
        "Reading",
        ProgressCounts(
          items: items, totalItems: total, unit: "runs", bytes: bytes, totalBytes: totalBytes),
        seconds: seconds, terminal: terminal)
    }
    let wide = Terminal(width: 80)
    #expect(
      line(1_312, 2_000, 77_000_000, 117_000_000, seconds: 4, wide)
        == "Reading  1,312 of 2,000 runs   77 MB of 117 MB  ━━━━━━━━━╸       65 %  2 s left")
    #expect(
      line(1_312, 2_000, 0, 0, seconds: 4, wide)
        == "Reading  1,312 of 2,000 runs  ━━━━━━━━━━━━━━━━━━━╸            65 %  2 s left")
    #expect(
      line(0, 1, 3_000_000, 460_000_000, seconds: 0.4, wide)
        == "Reading  3.0 MB of 460 MB                                   0 %")
    let narrow = Terminal(width: 40, unicode: false)
    #expect(
      line(3, 4, 75, 100, seconds: 0, narrow) == "Reading  3 of 4 runs  75 %  0 s left")
    #expect(line(9, 4, 175, 100, seconds: 0, narrow) == "Reading  9 of 4 runs 100 %  0 s left")
    #expect(
      line(3, 4, 0, 0, seconds: .nan, Terminal(width: 30)) == "Reading  3 of 4 runs  75 %")
  }
}
