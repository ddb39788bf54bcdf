extension LogSource {
  /// Ultralytics' `results.csv`: YOLO and related models; the settings are in `args.yaml` beside
  /// it.
  public static let ultralytics = LogSource(
    "ultralytics",
    Words(
      files: "results.csv", one: "a table of results", many: "tables of results",
      hint: "Ultralytics calls its file results.csv.",
      flaw: { _ in "its first line does not name the epoch" }, tried: "8.0.0, 8.4.190"),
    reads: named("results.csv"),
    fits: { beginning in
      let columns = MetricsTable.columns(beginning)
      return columns.contains("epoch") && columns.contains { $0.hasPrefix("train/") }
    },
    text: { MetricsTable() }, settings: "args.yaml")
}
