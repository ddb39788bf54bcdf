extension LogSource {
  /// `metrics.csv`, as Lightning's CSVLogger writes it, with `hparams.yaml` beside it.
  public static let csv = LogSource(
    "csv",
    Words(
      files: "metrics.csv", one: "a table of metrics", many: "tables of metrics",
      hint: "Lightning's CSVLogger calls its file metrics.csv.",
      flaw: { _ in "its first line names neither step nor epoch" }, tried: "2.6.6"),
    reads: named("metrics.csv"), text: { MetricsTable() }, settings: "hparams.yaml")
}
