import TextFormats

extension ScanReport {
  /// The rows as a LaTeX table with booktabs, for papers.
  var latex: ByteBuffer {
    var rows = TextRows(.latex)
    let table = documentTable
    rows.header(table.titles.map(\.title), numbers: table.titles.map(\.right))
    for cells in table.rows {
      for (place, cell) in cells.enumerated() {
        rows.field(encoded: rows.encode(cell, column: place))
      }
      rows.endRow()
    }
    rows.end()
    return rows.buffer
  }
}

extension ScanFormat {
  /// A LaTeX table with booktabs.
  public static let latex = ScanFormat(
    "latex", endings: [".tex"], "a LaTeX table with booktabs"
  ) { report, _ in [report.latex] }
}
