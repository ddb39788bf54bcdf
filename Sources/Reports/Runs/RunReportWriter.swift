public import TextFormats
public import TrainingRuns

/// Writes reports of runs in one format, one after another.
public protocol RunReportWriter {
  /// Appends the text for one more report.
  mutating func add(_ report: AnalyzedRun, to text: inout ByteBuffer)
  /// Appends the text after the last report.
  func end(_ text: inout ByteBuffer)
}

/// Reports as JSON objects: one per line, or all in one array.
public struct RunRecordWriter: RunReportWriter {
  private let asArray: Bool
  private var count = 0

  /// Creates a writer of JSON lines, or of one array.
  public init(asArray: Bool) { self.asArray = asArray }

  /// One report's object.
  public mutating func add(_ report: AnalyzedRun, to text: inout ByteBuffer) {
    count += 1
    if asArray { text.append(count == 1 ? "[\n" : ",\n") }
    var json = JSONWriter()
    RunRecord(report).write(to: &json)
    text.append(json.buffer.bytes)
    if !asArray { text.append("\n") }
  }

  /// The end of the array.
  public func end(_ text: inout ByteBuffer) {
    if asArray { text.append(count == 0 ? "[]\n" : "\n]\n") }
  }
}

/// Reports as `key: value` lines, an empty line between two runs.
public struct KeyValueWriter: RunReportWriter {
  private var isFirst = true

  /// Creates a writer.
  public init() {}

  /// One report's lines.
  public mutating func add(_ report: AnalyzedRun, to text: inout ByteBuffer) {
    if !isFirst { text.append("\n") }
    isFirst = false
    text.append(linesOf: report)
  }

  /// Nothing.
  public func end(_ text: inout ByteBuffer) {}
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
  public mutating func add(_ report: AnalyzedRun, to text: inout ByteBuffer) {
    if !reports.isEmpty { text.append("\n") }
    reports.append(report)
    for line in isLong ? layout.long(report) : layout.short(report) { text.append(line + "\n") }
  }

  /// How many runs there were of each verdict.
  public func end(_ text: inout ByteBuffer) {
    if reports.count > 1 { text.append("\n" + layout.totals(reports) + "\n") }
  }
}
