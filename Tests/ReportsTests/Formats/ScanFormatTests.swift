import Goldens
import Reports
import Testing
import TextFormats

@Suite("A scan in each of its formats")
struct ScanFormatTests {
  @Test("CSV: every number in full, NaN as nan, quotes where they must be")
  func csv() {
    expectGolden(ScanRecords.report().csv.text, "scan.csv")
  }

  @Test("CSV of groups, with a baseline and a column")
  func groupedCSV() {
    expectGolden(ScanRecords.grouped.csv.text, "scan-groups.csv")
  }

  @Test("JSON lines are the records as they came, best first")
  func jsonLines() {
    let lines = ScanRecords.lines
    #expect(
      ScanRecords.report().jsonLines.text
        == [lines[0], lines[1], lines[3], lines[2], lines[4]].map { $0 + "\n" }.joined())
  }

  @Test("A group is an object of its own")
  func group() {
    let text = ScanRecords.grouped.jsonLines.text
    expectGolden(String(text.split(separator: "\n")[0]), "scan-group.json")
  }

  @Test("JSON is one array, an element a line")
  func json() {
    let text = ScanRecords.report { $0.top = 1 }.json.text
    #expect(text == "[\n\(ScanRecords.lines[0])\n]\n")
    #expect(ScanReport([], ScanArrangement()).json.text == "[]\n")
  }

  @Test("Markdown escapes what would end a cell")
  func markdown() {
    expectGolden(ScanRecords.grouped.markdown.text, "scan-groups.md")
  }

  @Test("JUnit: failures, errors, and XML escaped")
  func junit() {
    expectGolden(ScanRecords.report().junit().text, "scan.xml")
  }

  @Test("GitHub: one annotation a bad run, its data escaped")
  func github() {
    expectGolden(ScanRecords.report().github().text, "scan-github.txt")
  }

  @Test("SARIF: a rule a verdict, a result a run")
  func sarif() {
    expectGolden(ScanRecords.report().sarif(version: "0.2.0").text, "scan.sarif")
  }

  @Test("Prometheus: gauges with labels escaped")
  func prometheus() {
    expectGolden(ScanRecords.report().prometheus.text, "scan.prom")
  }
}

extension Sequence<ByteBuffer> {
  /// All pieces as one text.
  fileprivate var text: String { map(\.text).joined() }
}

@Suite("A scan on a terminal")
struct ScanTableTests {
  @Test("80 columns")
  func narrow() {
    let table = ScanTable(ScanRecords.report(), terminal: Terminal(width: 80))
    expectGolden(
      table.lines(hints: ScanHints(scanOf: "runs"), seconds: 3.1).joined(separator: "\n"),
      "scan-80.txt")
  }

  @Test("120 columns, with seed groups, a baseline and a hyperparameter")
  func wide() {
    let table = ScanTable(ScanRecords.grouped, terminal: Terminal(width: 120))
    expectGolden(
      table.lines(hints: ScanHints(scanOf: "runs"), seconds: nil).joined(separator: "\n"),
      "scan-120.txt")
  }

  @Test("Without Unicode")
  func ascii() {
    let table = ScanTable(
      ScanRecords.report { $0.top = 2 }, terminal: Terminal(width: 80, unicode: false))
    expectGolden(
      table.lines(hints: ScanHints(scanOf: "runs"), seconds: nil).joined(separator: "\n"),
      "scan-ascii.txt")
  }

  @Test(
    "No line is wider than the terminal, whatever its width", arguments: [40, 60, 80, 100, 200])
  func width(columns: Int) {
    for report in [ScanRecords.report(), ScanRecords.grouped] {
      let table = ScanTable(report, terminal: Terminal(width: columns))
      // The totals are sentences; the ranking is what must fit.
      for line in table.lines(hints: ScanHints(scanOf: "runs"), seconds: nil).prefix(while: {
        !$0.isEmpty
      }) {
        #expect(displayWidth(line) <= max(columns, 45), "\(line)")
      }
    }
  }
}
