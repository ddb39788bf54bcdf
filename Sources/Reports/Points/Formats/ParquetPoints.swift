extension PointFormat {
  /// A Parquet file.
  public static let parquet = PointFormat("parquet", endings: [".parquet"], "a Parquet file") { _ in
    ParquetTable()
  }
}
