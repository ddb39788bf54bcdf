#if canImport(CSQLite)
  import Arguments
  import CSQLite
  import TextFormats

  /// A database that is being written.
  ///
  /// One of the few files with unsafe code: SQLite hands out pointers.
  @safe final class SQLiteDatabase {
    private let handle: OpaquePointer

    /// Opens a database file for writing, creating it where there is none.
    init(path: String) throws(SQLiteError) {
      var handle: OpaquePointer?
      // Names such as `:memory:` and `file:x` mean something else to SQLite; a path with a slash is a file.
      let file = (path.hasPrefix("/") ? path : "./" + path).foreignBytes + [0]
      let status = unsafe sqlite3_open_v2(
        file.map { CChar(bitPattern: $0) }, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil
      )
      guard status == SQLITE_OK, let opened = unsafe handle else {
        unsafe sqlite3_close(handle)
        throw SQLiteError(message: unsafe String(cString: sqlite3_errstr(status)))
      }
      unsafe self.handle = opened
    }

    deinit { unsafe sqlite3_close(handle) }

    /// What the last call says went wrong.
    fileprivate var error: SQLiteError {
      SQLiteError(message: unsafe String(cString: sqlite3_errmsg(handle)))
    }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(SQLiteError) {
      if unsafe sqlite3_exec(handle, sql, nil, nil, nil) != SQLITE_OK { throw error }
    }

    /// Prepares a statement that is run many times.
    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
      var statement: OpaquePointer?
      let status = unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
      guard status == SQLITE_OK, let prepared = unsafe statement else { throw error }
      return unsafe Statement(prepared, of: self)
    }

    /// A value of a row.
    enum Value {
      case integer(Int64)
      /// A number; NaN becomes NULL, as SQLite has it.
      case real(Double)
      case text(String)
      case null
    }

    /// A statement with places for values.
    @safe final class Statement {
      private let handle: OpaquePointer
      private let database: SQLiteDatabase

      fileprivate init(_ handle: OpaquePointer, of database: SQLiteDatabase) {
        unsafe self.handle = handle
        self.database = database
      }

      deinit { unsafe sqlite3_finalize(handle) }

      /// Runs the statement with these values.
      func run(_ values: Value...) throws(SQLiteError) {
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
        let status = unsafe sqlite3_step(handle)
        if status != SQLITE_DONE { throw database.error }
        unsafe sqlite3_reset(handle)
      }

      private func bind(_ value: Value, at place: Int32) {
        switch value {
        case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
        case .real(let number): unsafe sqlite3_bind_double(handle, place, number)
        case .null: unsafe sqlite3_bind_null(handle, place)
        case .text(let text):
          // SQLite copies the text where its destructor is -1 (SQLITE_TRANSIENT).
          let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
          unsafe sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), transient)
        }
      }
    }
  }

  extension SQLiteDatabase {
    /// Why no database can be written; nil where one can.
    static let obstacle: UsageError? = nil
  }
#endif
