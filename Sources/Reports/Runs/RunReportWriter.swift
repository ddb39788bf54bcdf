import TextFormats
public import TrainingRuns

/// Writes reports of runs in one format, one after another.
public protocol RunReportWriter {
  /// The text for one more report; may keep text back until `end`.
  mutating func add(_ report: AnalyzedRun) -> String
  /// The text after the last report.
  mutating func end() -> String
}

/// Reports as JSON objects: one per line, or all in one array.
public struct RunRecordWriter: RunReportWriter {
  private let asArray: Bool
  private var count = 0

  /// Creates a writer of JSON lines, or of one array.
  public init(asArray: Bool) { self.asArray = asArray }

  /// One report's object.
  public mutating func add(_ report: AnalyzedRun) -> String {
    var json = JSONWriter()
    RunRecord(report).write(to: &json)
    count += 1
    let record = json.buffer.text
    if !asArray { return record + "\n" }
    return (count == 1 ? "[\n" : ",\n") + record
  }

  /// The end of the array.
  public mutating func end() -> String {
    if !asArray { return "" }
    return count == 0 ? "[]\n" : "\n]\n"
  }
}

/// Reports as `key: value` lines, an empty line between two runs.
public struct KeyValueWriter: RunReportWriter {
  private var isFirst = true

  /// Creates a writer.
  public init() {}

  /// One report's lines.
  public mutating func add(_ report: AnalyzedRun) -> String {
    defer { isFirst = false }
    var text = isFirst ? "" : "\n"
    text.reserveCapacity(1 << 11)
    for line in keyValueLines(report) {
      // So that no name can begin a new line, or move the cursor of a terminal that shows the
      // lines.
      text += printable(line)
      text += "\n"
    }
    return text
  }

  /// Nothing.
  public mutating func end() -> String { "" }
}

/// Reports for a terminal; after several, the totals.
public struct AnalyzeTextWriter: RunReportWriter {
  private let layout: AnalyzeLayout
  private let isLong: Bool
  private var reports: [AnalyzedRun] = []

  /// Creates a writer of the long or the short form.
  public init(terminal: Terminal, isLong: Bool) {
    layout = AnalyzeLayout(terminal: terminal)
    self.isLong = isLong
  }

  /// One report.
  public mutating func add(_ report: AnalyzedRun) -> String {
    reports.append(report)
    let lines = isLong ? layout.long(report) : layout.short(report)
    return (reports.count == 1 ? "" : "\n") + lines.map { $0 + "\n" }.joined()
  }

  /// How many runs there were of each verdict.
  public mutating func end() -> String {
    reports.count > 1 ? "\n" + layout.totals(reports) + "\n" : ""
  }
}
