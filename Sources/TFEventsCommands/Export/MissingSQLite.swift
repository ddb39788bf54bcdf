#if !canImport(CSQLite)
  import Arguments

  /// Stands in for the database where SQLite's header was missing when the program was built.
  final class SQLiteDatabase {
    /// Why no database can be written.
    static let obstacle: UsageError? = UsageError(
      "this tfevents was built without SQLite",
      hints: [
        "Write a table instead:  tfevents export runs -o runs.csv",
        "or install SQLite's header and build again:  apt-get install libsqlite3-dev",
      ])

    enum Value {
      case integer(Int64)
      case real(Double)
      case text(String)
      case null
    }

    final class Statement {
      func run(_ values: Value...) throws(SQLiteError) { throw SQLiteDatabase.error }
    }

    private static var error: SQLiteError {
      SQLiteError(message: obstacle?.message ?? "")
    }

    init(path: String) throws(SQLiteError) { throw Self.error }
    func execute(_ sql: String) throws(SQLiteError) { throw Self.error }
    func prepare(_ sql: String) throws(SQLiteError) -> Statement { throw Self.error }
  }
#endif
