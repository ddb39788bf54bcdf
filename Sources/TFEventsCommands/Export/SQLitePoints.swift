import Databases
import Reports
import Scalars
import TextFormats

/// Points in a SQLite database: tables of runs, tags, points and hyperparameters, and a view of
/// everything.
///
/// `scalars` shows `run, tag, step, wall_time, value`. SQLite can store neither NaN nor −0: the
/// value is NULL or 0, and `value_text` says `NaN` or `-0.0`. Rows are written in transactions of
/// 100,000; the database's indexes are created at the end.
final class SQLitePoints: PointWriter {
  private static let transaction = 100_000

  var buffer = ByteBuffer()
  /// The first error; nothing is written after it.
  private(set) var failure: SQLiteError?
  private let database: SQLiteDatabase
  private let insertPoint: SQLiteDatabase.Statement
  private let insertRun: SQLiteDatabase.Statement
  private let insertTag: SQLiteDatabase.Statement
  private let insertSetting: SQLiteDatabase.Statement
  private var runs: [ByteKey: Int64] = [:]
  private var tags: [ByteKey: Int64] = [:]
  private var series: [(run: Int64, tag: Int64)] = []
  private var pending = 0

  init(path: String) throws(SQLiteError) {
    database = try SQLiteDatabase(path: path.foreignBytes)
    // The file is new: after a crash it is useless in any case.
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    try database.execute(Self.schema)
    try database.execute("BEGIN")
    insertPoint = try database.prepare("INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?)")
    insertRun = try database.prepare("INSERT INTO runs VALUES (?, ?)")
    insertTag = try database.prepare("INSERT INTO tags VALUES (?, ?)")
    insertSetting = try database.prepare("INSERT INTO hyperparameters VALUES (?, ?, ?)")
  }

  private static let schema = """
    CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE points (
      run_id INTEGER NOT NULL REFERENCES runs, tag_id INTEGER NOT NULL REFERENCES tags,
      step INTEGER NOT NULL, wall_time REAL, value REAL, value_text TEXT,
      superseded INTEGER NOT NULL);
    CREATE TABLE hyperparameters (
      run_id INTEGER NOT NULL REFERENCES runs, name TEXT NOT NULL, value TEXT);
    CREATE VIEW scalars AS
      SELECT runs.name AS run, tags.name AS tag, step, wall_time, value, value_text
      FROM points JOIN runs ON runs.id = run_id JOIN tags ON tags.id = tag_id
      WHERE superseded = 0;
    """

  private static let indices = """
    CREATE INDEX points_by_series ON points (run_id, tag_id, step);
    CREATE INDEX hyperparameters_by_run ON hyperparameters (run_id, name);
    """

  private func attempt(_ body: () throws(SQLiteError) -> Void) {
    if failure != nil { return }
    do throws(SQLiteError) { try body() } catch { failure = error }
  }

  private func run(named name: String) throws(SQLiteError) -> Int64 {
    if let known = runs[ByteKey(name)] { return known }
    let number = Int64(runs.count + 1)
    try insertRun.run(.integer(number), .text(name))
    runs[ByteKey(name)] = number
    return number
  }

  func addSeries(_ one: PointSeries) {
    series.append((0, 0))
    attempt { () throws(SQLiteError) in
      let run = try run(named: one.run)
      let key = ByteKey(one.tag)
      let tag = tags[key] ?? Int64(tags.count + 1)
      if tags[key] == nil {
        try insertTag.run(.integer(tag), .text(one.tag))
        tags[key] = tag
      }
      series[series.count - 1] = (run, tag)
    }
  }

  /// Adds the settings of a run.
  func add(hyperparameters: [(name: String, value: String)], of run: String) {
    attempt { () throws(SQLiteError) in
      let number = try self.run(named: run)
      for setting in hyperparameters {
        try insertSetting.run(.integer(number), .text(setting.name), .text(setting.value))
      }
    }
  }

  func add(_ batch: borrowing PointBatch) {
    if failure != nil { return }
    do throws(SQLiteError) {
      for row in 0..<batch.points.count { try insert(batch, row) }
    } catch { failure = error }
  }

  private func insert(
    _ batch: borrowing PointBatch, _ row: Int
  ) throws(SQLiteError) {
    let ids = series[Int(batch.points.series[row])]
    let wallTime = batch.points.wallTimes[row]
    let value = batch.points.values[row]
    try insertPoint.run(
      .integer(ids.run), .integer(ids.tag), .integer(batch.points.steps[row]),
      wallTime.isFinite ? .real(wallTime) : .null, .real(value),
      value.isNaN ? .text("NaN") : value == 0 && value.sign == .minus ? .text("-0.0") : .null,
      .integer(!batch.superseded.isEmpty && batch.superseded[row] ? 1 : 0))
    pending += 1
    if pending == Self.transaction {
      pending = 0
      try database.execute("COMMIT; BEGIN")
    }
  }

  func endRun() { series.removeAll(keepingCapacity: true) }

  func end() {
    attempt { () throws(SQLiteError) in
      try database.execute("COMMIT")
      try database.execute(Self.indices)
    }
  }
}
