import Arguments
import Databases

extension SQLiteDatabase {
  /// Why no database can be written; nil if one can.
  static var obstacle: UsageError? {
    if isThere { return nil }
    return UsageError(
      "this tfevents was built without SQLite",
      hints: [
        "Write a table instead:  tfevents export runs -o runs.csv",
        "or install SQLite's header and build again:  apt-get install libsqlite3-dev",
      ])
  }
}
