import TextFormats

/// How points are written.
public enum PointFormat: String, Sendable, Hashable, CaseIterable {
  /// Comma-separated values.
  case csv
  /// Tab-separated values.
  case tsv
  /// A JSON object a line.
  case jsonl
  /// A Markdown table.
  case md
  /// A LaTeX table with booktabs.
  case latex
  /// A SQLite database.
  case sqlite
  /// A TensorBoard event file.
  case tfevents
  /// Arrow's columns: a stream, or a file where the output is one.
  case arrow
  /// A Parquet file.
  case parquet

  /// Whether it is made of rows of text, each of which stands by itself.
  public var isText: Bool {
    switch self {
    case .csv, .tsv, .jsonl, .md, .latex: true
    case .sqlite, .tfevents, .arrow, .parquet: false
    }
  }

  /// Whether it is a table that is kept by columns.
  public var isColumnar: Bool { self == .arrow || self == .parquet }

  /// The format that a file's name asks for by its ending, `.gz` aside.
  public init?(fileName: String) {
    var name = fileName.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    let file = name.split(separator: "/").last ?? ""
    if file.split(separator: ".").contains("tfevents") {
      self = .tfevents
      return
    }
    if let found = Self.endings.first(where: { name.hasSuffix($0.0) }) {
      self = found.1
    } else if Array(file.utf8).holds(Array("tfevents".utf8)) {
      self = .tfevents
    } else {
      return nil
    }
  }

  /// What the endings of files' names mean, beside the names of event files.
  public static let endings: [(String, PointFormat)] = [
    (".csv", .csv), (".tsv", .tsv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".md", .md),
    (".markdown", .md), (".tex", .latex), (".sqlite", .sqlite), (".sqlite3", .sqlite),
    (".db", .sqlite), (".arrow", .arrow), (".feather", .arrow), (".parquet", .parquet),
  ]

  /// Writes points as rows of text; nil for formats that are no text.
  ///
  /// - Parameters:
  ///   - layout: The columns.
  ///   - wideTags: The tags that each have a column, for a row a step; nil for a row a point.
  ///   - crlf: Whether rows of CSV end as TensorBoard ends them.
  /// - Returns: The writer, its headings written.
  public func textWriter(
    _ layout: PointLayout, wideTags: [String]? = nil, crlf: Bool = false
  ) -> (any PointWriter)? {
    switch self {
    case .csv: Self.writer(CSVWriter(crlf: crlf), layout, wideTags)
    case .tsv: Self.writer(CSVWriter(separator: UInt8(ascii: "\t")), layout, wideTags)
    case .jsonl: Self.writer(JSONRows(), layout, wideTags)
    case .md: Self.writer(TextRows(.markdown), layout, wideTags)
    case .latex: Self.writer(TextRows(.latex), layout, wideTags)
    case .sqlite, .tfevents, .arrow, .parquet: nil
    }
  }

  /// Writes points by columns; nil for formats that are not kept so.
  ///
  /// - Parameters:
  ///   - layout: The columns.
  ///   - isFile: Whether a file is written, which may say at its end what stands before.
  /// - Returns: The writer, what stands before the first row written.
  public func columnWriter(_ layout: PointLayout, isFile: Bool) -> (any PointWriter)? {
    switch self {
    case .arrow: ColumnPoints(ArrowTable(isFile: isFile), layout)
    case .parquet: ColumnPoints(ParquetTable(), layout)
    default: nil
    }
  }

  private static func writer<Rows: RowWriter>(
    _ rows: Rows, _ layout: PointLayout, _ wideTags: [String]?
  ) -> any PointWriter {
    if let wideTags { return WidePoints(rows, tags: wideTags) }
    return LongPoints(rows, layout)
  }
}
