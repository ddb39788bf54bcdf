extension LogSource {
  /// Files of Keras' CSVLogger, with any name that ends in `.csv` or `.log`; each file is a
  /// training.
  public static let keras = LogSource(
    "keras",
    Words(
      files: "CSVLogger's *.csv", one: "a table of epochs", many: "tables of epochs",
      hint: "A file of Keras' CSVLogger ends in .csv or .log; its first line names epoch and loss.",
      flaw: { _ in "its first line does not name the epoch" }, tried: "3.15.0"),
    reads: ends(with: ".csv", ".log"),
    fits: { beginning in
      let columns = MetricsTable.columns(beginning)
      return columns.contains("epoch") && (columns.contains("loss") || columns.contains("val_loss"))
    },
    isRunAFile: true,
    text: { MetricsTable() })
}
