#if canImport(CSQLite)
  import CSQLite
  import Testing

  /// A database, read with the sqlite3 shell.
  @safe final class Database {
    private let handle: OpaquePointer

    init(path: String) throws {
      var handle: OpaquePointer?
      let status = unsafe sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil)
      #expect(status == SQLITE_OK)
      unsafe self.handle = try #require(unsafe handle)
    }

    deinit { unsafe sqlite3_close(handle) }

    /// The rows of a query, their values as text; no value is empty.
    func rows(_ sql: String) throws -> [[String]] {
      var statement: OpaquePointer?
      let status = unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
      #expect(status == SQLITE_OK)
      defer { unsafe sqlite3_finalize(statement) }
      var rows: [[String]] = []
      while unsafe sqlite3_step(statement) == SQLITE_ROW {
        let cells = unsafe (0..<sqlite3_column_count(statement)).map { column in
          unsafe sqlite3_column_text(statement, column).map { unsafe String(cString: $0) } ?? ""
        }
        rows.append(cells)
      }
      return rows
    }
  }

  extension Database {
    /// Whether the program was built with SQLite.
    static let isThere = true
  }
#else
  /// Used if SQLite's header is missing; the tests that need a database are skipped.
  final class Database {
    static let isThere = false

    init(path: String) throws {}
    func rows(_ sql: String) throws -> [[String]] { [] }
  }
#endif
