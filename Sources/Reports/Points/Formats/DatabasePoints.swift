extension PointFormat {
  /// A SQLite database.
  public static let sqlite = PointFormat(
    "sqlite", endings: [".sqlite", ".sqlite3", ".db"],
    "tables runs, tags, points, hyperparameters; view scalars", .database)
}
