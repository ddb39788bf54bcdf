/// How the answer of a scan is written.
public enum ScanFormat: String, Sendable, Hashable, CaseIterable {
  /// For a terminal.
  case table
  /// For pandas, spreadsheets, DuckDB.
  case csv
  /// A JSON object a line: the records that `merge` takes.
  case jsonl
  /// The records in one array.
  case json
  /// A Markdown table.
  case md
  /// Test results as Jenkins and GitLab read them.
  case junit
  /// Static-analysis results (SARIF 2.1.0).
  case sarif
  /// Annotations of GitHub Actions.
  case github
  /// Text for Prometheus' node exporter.
  case prometheus

  /// Whether a run's JSON is written out, so that it must be kept.
  public var needsRecords: Bool { self == .json || self == .jsonl }

  /// The format that a file's name asks for by its ending.
  public init?(fileName: String) {
    let endings: [(String, ScanFormat)] = [
      (".csv", .csv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".sarif.json", .sarif),
      (".sarif", .sarif), (".json", .json), (".md", .md), (".markdown", .md), (".xml", .junit),
      (".prom", .prometheus), (".txt", .table),
    ]
    guard let found = endings.first(where: { fileName.lowercased().hasSuffix($0.0) }) else {
      return nil
    }
    self = found.1
  }
}
