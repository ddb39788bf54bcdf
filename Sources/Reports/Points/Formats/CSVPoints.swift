import TextFormats

extension PointFormat {
  /// Comma-separated values.
  public static let csv = PointFormat(
    "csv", endings: [".csv"], "run,tag,step,wall_time,value; --wide: run,step,<tag>..."
  ) { CSVWriter(crlf: $0.crlf) }

  /// Tab-separated values.
  public static let tsv = PointFormat(
    "tsv", endings: [".tsv"], "the same, separated by tabs"
  ) { _ in CSVWriter(separator: UInt8(ascii: "\t")) }
}
