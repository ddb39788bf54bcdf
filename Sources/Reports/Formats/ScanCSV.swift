import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as CSV, with all digits of every number.
  ///
  /// Groups add the columns `runs`, `best_std` and `last_std`; a baseline adds `baseline_change`;
  /// each requested column adds itself.
  public var csv: ByteBuffer {
    var csv = CSVWriter()
    csv.row(
      [
        "run", "verdict", "confidence", "metric", "best", "best_step", "last", "last_step",
        "points", "wall_seconds", "flags",
      ] + (isGrouped ? ["runs", "best_std", "last_std"] : [])
        + (baseline == nil ? [] : ["baseline_change"]) + columns.map(\.title))
    for row in rows { write(row, to: &csv) }
    return csv.buffer
  }

  private func write(_ row: ScanRow, to csv: inout CSVWriter) {
    let first = row.members[0]
    csv.field(row.name)
    csv.field(row.verdictName)
    csv.field(row.isGroup ? "" : first.confidence.map(confidenceWord) ?? "")
    csv.field(row.metric ?? "")
    csv.field(optional: row.best?.mean)
    csv.field(optional: row.bestStep)
    csv.field(optional: row.last?.mean)
    csv.field(optional: row.members.compactMap(\.lastStep).max())
    csv.field(row.members.reduce(0) { $0 + $1.points })
    csv.field(optional: row.isGroup ? nil : first.wallSeconds)
    csv.field(row.flags.joined(separator: ";"))
    if isGrouped {
      csv.field(Int64(row.members.count))
      csv.field(optional: row.best?.deviation)
      csv.field(optional: row.last?.deviation)
    }
    if baseline != nil { csv.field(optional: row.baselineChange) }
    for column in columns { csv.field(row.picked[column.place]?.exact ?? "") }
    csv.endRow()
  }
}

extension CSVWriter {
  /// Adds a number, or an empty field if there is none.
  mutating func field(optional number: Double?) {
    if let number { field(number) } else { field(encoded: []) }
  }

  /// Adds a whole number, or an empty field if there is none.
  mutating func field(optional number: Int64?) {
    if let number { field(number) } else { field(encoded: []) }
  }
}

extension ScanFormat {
  /// One row per run: pandas, DuckDB, spreadsheets.
  public static let csv = ScanFormat(
    "csv", endings: [".csv"], "one row per run: pandas, DuckDB, spreadsheets"
  ) { report, _ in [report.csv] }
}
