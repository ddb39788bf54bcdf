#if canImport(CSQLite)
  import CSQLite

  /// A database, opened for writing or for reading without changes.
  ///
  /// One of the few files with unsafe code: SQLite returns pointers.
  @safe package final class SQLiteDatabase {
    private let handle: OpaquePointer

    /// Opens a database file for writing; creates it if it does not exist.
    package init(path: [UInt8]) throws(SQLiteError) {
      // Names such as `:memory:` and `file:x` have another meaning for SQLite; a path with a slash
      // is a file.
      let slash = UInt8(ascii: "/")
      let file = (path.first == slash ? [] : [UInt8(ascii: "."), slash]) + path + [0]
      unsafe handle = try Self.opened(
        file.map { CChar(bitPattern: $0) }, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }

    /// A database that was opened under a name.
    private static func opened(
      _ name: UnsafePointer<CChar>, _ flags: Int32
    ) throws(SQLiteError) -> OpaquePointer {
      var handle: OpaquePointer?
      let status = unsafe sqlite3_open_v2(name, &handle, flags, nil)
      guard status == SQLITE_OK, let opened = unsafe handle else {
        unsafe sqlite3_close(handle)
        throw SQLiteError(message: unsafe String(cString: sqlite3_errstr(status)))
      }
      return unsafe opened
    }

    /// How long to wait for another writer, in milliseconds.
    private static let patience: Int32 = 5_000

    /// Opens a database file for reading; neither it nor any file beside it is changed.
    ///
    /// - Parameters:
    ///   - path: The file, byte for byte.
    ///   - isStill: Whether nobody writes to it: then it is read without locks.
    ///
    /// - Throws: SQLite's message if it is not a database, or cannot be opened.
    package init(reading path: [UInt8], isStill: Bool) throws(SQLiteError) {
      // A path that begins with two slashes would name a remote machine.
      let isWhole = path.first == UInt8(ascii: "/")
      let name =
        (isWhole ? "file://" : "file:") + Self.escaped(path)
        + (isStill ? "?immutable=1" : "?mode=ro")
      unsafe handle = try Self.opened(name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
      unsafe sqlite3_busy_timeout(handle, Self.patience)
    }

    /// Opens a database that is in memory, for reading.
    ///
    /// - Parameter contents: The bytes of its file. Changes in a separate log (`-wal`) are not part
    ///   of them.
    ///
    /// - Throws: SQLite's message if the memory is refused. If the bytes are not a database, the
    ///   first query reports it.
    package init(contents: [UInt8]) throws(SQLiteError) {
      unsafe handle = try Self.opened(":memory:", SQLITE_OPEN_READWRITE)
      let count = sqlite3_int64(contents.count)
      guard let copy = unsafe sqlite3_malloc64(sqlite3_uint64(count)) else {
        throw SQLiteError(message: unsafe String(cString: sqlite3_errstr(SQLITE_NOMEM)))
      }
      let bytes = unsafe UnsafeMutableRawBufferPointer(start: copy, count: contents.count)
      unsafe bytes.copyBytes(from: contents)
      // SQLite does not open a database in memory if its header says that it has a log of changes.
      for offset in Self.journalModes where offset < contents.count { unsafe bytes[offset] = 1 }
      // SQLite frees the copy, even if it refuses it.
      let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
      let start = unsafe copy.assumingMemoryBound(to: UInt8.self)
      guard unsafe sqlite3_deserialize(handle, "main", start, count, count, flags) == SQLITE_OK
      else { throw error }
    }

    /// The offsets of the header's two bytes that are 2 if there is a log of changes.
    private static let journalModes = 18...19

    /// A path as the path of an address.
    private static func escaped(_ path: [UInt8]) -> String {
      var text = ""
      for byte in path {
        let isPlain =
          byte < 0x80 && (Unicode.Scalar(byte).properties.isAlphabetic || (48...57).contains(byte))
        if isPlain || [45, 46, 47, 95].contains(byte) {
          text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
          text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
      }
      return text
    }

    deinit { unsafe sqlite3_close(handle) }

    /// The error message of the last call.
    fileprivate var error: SQLiteError {
      SQLiteError(message: unsafe String(cString: sqlite3_errmsg(handle)))
    }

    /// Runs statements that return no rows.
    package func execute(_ sql: String) throws(SQLiteError) {
      if unsafe sqlite3_exec(handle, sql, nil, nil, nil) != SQLITE_OK { throw error }
    }

    /// Prepares a statement that is run many times.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
      var statement: OpaquePointer?
      let status = unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
      guard status == SQLITE_OK, let prepared = unsafe statement else { throw error }
      return unsafe Statement(prepared, of: self)
    }

    /// A value of a row.
    package enum Value {
      case integer(Int64)
      /// A number; SQLite stores NaN as NULL.
      case real(Double)
      case text(String)
      case null
    }

    /// A statement with placeholders for values.
    @safe package final class Statement {
      private let handle: OpaquePointer
      private let database: SQLiteDatabase

      fileprivate init(_ handle: OpaquePointer, of database: SQLiteDatabase) {
        unsafe self.handle = handle
        self.database = database
      }

      deinit { unsafe sqlite3_finalize(handle) }

      /// Runs the statement with these values.
      package func run(_ values: Value...) throws(SQLiteError) {
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
        let status = unsafe sqlite3_step(handle)
        if status != SQLITE_DONE { throw database.error }
        unsafe sqlite3_reset(handle)
      }

      /// Begins to run the statement with these values; `next` returns its rows.
      package func begin(_ values: Value...) {
        unsafe sqlite3_reset(handle)
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
      }

      /// Goes to the next row; false after the last.
      package func next() throws(SQLiteError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error
        }
      }

      /// The whole number in a column of the row; 0 if it is not a number.
      package func integer(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(handle, Int32(column))
      }

      /// The number in a column of the row; 0 if it is not a number.
      package func real(_ column: Int) -> Double {
        unsafe sqlite3_column_double(handle, Int32(column))
      }

      /// Whether a column of the row is NULL.
      package func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
      }

      /// The bytes of the text or of the blob in a column of the row.
      package func bytes(_ column: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
      }

      /// The text in a column of the row.
      package func text(_ column: Int) -> String {
        String(decoding: bytes(column), as: UTF8.self)
      }

      private func bind(_ value: Value, at place: Int32) {
        switch value {
        case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
        case .real(let number): unsafe sqlite3_bind_double(handle, place, number)
        case .null: unsafe sqlite3_bind_null(handle, place)
        case .text(let text):
          // SQLite copies the text if its destructor is -1 (SQLITE_TRANSIENT).
          let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
          unsafe sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), transient)
        }
      }
    }
  }

  extension SQLiteDatabase {
    /// Whether SQLite was available when the program was built.
    package static let isThere = true
  }
#endif
