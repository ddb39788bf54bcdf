#if !canImport(CSQLite)
  /// Replaces the database if SQLite's header was missing when the program was built.
  package final class SQLiteDatabase {
    /// Whether SQLite was available when the program was built.
    package static let isThere = false

    /// A value of a row.
    package enum Value {
      case integer(Int64)
      case real(Double)
      case text(String)
      case null
    }

    /// A statement that nobody runs.
    package final class Statement {
      package func run(_ values: Value...) throws(SQLiteError) { throw SQLiteDatabase.error }
      package func begin(_ values: Value...) {}
      package func next() throws(SQLiteError) -> Bool { throw SQLiteDatabase.error }
      package func integer(_ column: Int) -> Int64 { 0 }
      package func real(_ column: Int) -> Double { 0 }
      package func isNull(_ column: Int) -> Bool { true }
      package func bytes(_ column: Int) -> [UInt8] { [] }
      package func text(_ column: Int) -> String { "" }
    }

    fileprivate static var error: SQLiteError {
      SQLiteError(message: "this tfevents was built without SQLite")
    }

    package init(path: [UInt8]) throws(SQLiteError) { throw Self.error }
    package init(reading path: [UInt8], isStill: Bool) throws(SQLiteError) { throw Self.error }
    package init(contents: [UInt8]) throws(SQLiteError) { throw Self.error }
    package func execute(_ sql: String) throws(SQLiteError) { throw Self.error }
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement { throw Self.error }
  }
#endif
