import Databases
import EventFiles
import Scalars
import TextFormats

/// Extracts the points of a run from a database's rows.
protocol DatabaseRows: Sendable {
  /// The query for a run's rows after a given row number, in the order in which they were written.
  ///
  /// The first column is the row's number. The first bound value is the run's id, the second the
  /// row number.
  func query(_ database: SQLiteDatabase) throws(SQLiteError) -> String
  /// The points of a row.
  func points(of row: SQLiteDatabase.Statement) -> [LoggedValue]
  /// The run's settings as a JSON object, and whether the run ended well.
  func facts(
    of run: String, in database: SQLiteDatabase
  ) throws(SQLiteError) -> (settings: JSONValue, hasEnded: Bool)
}

/// A run of a database, read row by row; the file is open only while there is more.
final class DatabaseStream: PointStream {
  private let file: LogFile
  private let rows: any DatabaseRows
  private var open: (database: SQLiteDatabase, statement: SQLiteDatabase.Statement)?
  private var lastRow: Int64 = -1
  private var pending: ArraySlice<LoggedValue> = []
  private var table: LoggedSeries

  var series: [SeriesDescription] { table.descriptions }
  private(set) var attachments: [Attachment] = []
  private(set) var outcome = FileOutcome()

  init(_ file: LogFile, rows: any DatabaseRows, options: ReadingOptions) {
    (self.file, self.rows) = (file, rows)
    table = LoggedSeries(options)
  }

  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    LoggedSeries.begin(&batch)
    guard let run = file.part?.id else {
      throw .refused(path: file.path.description, reason: SQLiteFile.reason(of: file.path))
    }
    do throws(SQLiteError) {
      return try read(run, into: &batch)
    } catch {
      open = nil
      throw .refused(path: file.path.description, reason: error.message)
    }
  }

  private func read(
    _ run: String, into batch: inout ScalarBatch
  ) throws(SQLiteError) -> Bool {
    let statement = if let open { open.statement } else { try begin(run, &batch) }
    while batch.count < ScalarBatch.capacity {
      if let point = pending.popFirst() {
        table.add(point, offset: lastRow, to: &batch, &outcome)
      } else if try statement.next() {
        lastRow = statement.integer(0)
        outcome.records += 1
        outcome.events += 1
        pending = rows.points(of: statement)[...]
      } else {
        open = nil
        outcome.bytesRead = file.size
        return false
      }
    }
    return true
  }

  private func begin(
    _ run: String, _ batch: inout ScalarBatch
  ) throws(SQLiteError) -> SQLiteDatabase.Statement {
    let database = try SQLiteFile.open(file.path)
    let facts = try rows.facts(of: run, in: database)
    outcome.hasEnded = facts.hasEnded
    attachments = [Attachment(settings: facts.settings)]
    if lastRow < 0 { LoggedSeries.markVersion(&batch) }
    let statement = try database.prepare(rows.query(database))
    statement.begin(.text(run), .integer(lastRow))
    open = (database, statement)
    return statement
  }
}

/// A database on disk.
enum SQLiteFile {
  private static let magic = Array("SQLite format 3\0".utf8)

  /// Whether a file with this beginning is a database.
  @Sendable static func isBegun(by bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The names of a table's columns; nil if the database cannot be read.
  static func columns(of table: String, in file: LogPath) -> Set<String>? {
    try? columns(of: table, in: file.archive == nil ? open(file) : member(file))
  }

  /// The names of a table's columns; empty if there is no such table.
  static func columns(
    of table: String, in database: SQLiteDatabase
  ) throws(SQLiteError) -> Set<String> {
    Set(try rows(database, "SELECT name FROM pragma_table_info(?)", table) { $0.text(0) })
  }

  /// Opens a database so that neither it nor any file beside it is changed.
  ///
  /// A database with a separate log of changes (`-wal`) can be opened like this only if that file
  /// exists, or if its changes are in the database.
  static func open(_ path: LogPath) throws(SQLiteError) -> SQLiteDatabase {
    if path.archive != nil { return try openMember(path) }
    let head = (try? path.contents(limit: 20, isCut: true)) ?? []
    let isApart = head.count == 20 && head[18] == 2
    let isStill = isApart && (try? changes(of: path).status()) == nil
    return try SQLiteDatabase(reading: path.bytes, isStill: isStill)
  }

  /// Opens a database in an archive, unless changes would be missed.
  private static func openMember(_ path: LogPath) throws(SQLiteError) -> SQLiteDatabase {
    if let log = try? changes(of: path).status(), log.size > 0 {
      throw SQLiteError(
        message: "its latest changes are in another file (-wal); unpack the archive to read both")
    }
    return try member(path)
  }

  /// The largest database that is read from an archive: all of it must be in memory.
  private static let largestMember = 256 << 20

  /// Opens a database in an archive without the changes that may be in a file beside it.
  private static func member(_ path: LogPath) throws(SQLiteError) -> SQLiteDatabase {
    let contents: [UInt8]
    do throws(SystemError) { contents = try path.contents(limit: largestMember) } catch {
      throw SQLiteError(
        message: error == .tooLarge
          ? "it is larger than 256 MiB; unpack the archive to read it" : error.text)
    }
    return try SQLiteDatabase(contents: contents)
  }

  /// The separate log of a database's changes.
  private static func changes(of path: LogPath) -> LogPath {
    LogPath(bytes: path.bytes + Array("-wal".utf8), archive: path.archive)
  }

  /// The rows of a query, each converted by `row`.
  static func rows<Row>(
    _ database: SQLiteDatabase, _ sql: String, _ id: String? = nil,
    _ row: (SQLiteDatabase.Statement) -> Row
  ) throws(SQLiteError) -> [Row] {
    let statement = try database.prepare(sql)
    if let id { statement.begin(.text(id)) } else { statement.begin() }
    var rows: [Row] = []
    while try statement.next() { rows.append(row(statement)) }
    return rows
  }

  /// Why no run is found in a file.
  static func reason(of path: LogPath) -> String {
    do throws(SQLiteError) {
      _ = try rows(open(path), "SELECT count(*) FROM metrics") { $0.integer(0) }
      return "it holds no run"
    } catch { return error.message }
  }
}
