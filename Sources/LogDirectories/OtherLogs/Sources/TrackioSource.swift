import Databases
import TextFormats

extension LogSource {
  /// Trackio's `<project>.db`: each run of the project is a run.
  public static let trackio = LogSource(
    "trackio",
    Words(
      files: "trackio's *.db", one: "a database of Trackio", many: "databases of Trackio",
      hint: "Trackio keeps <project>.db in TRACKIO_DIR, else below ~/.cache/huggingface/trackio.",
      flaw: { _ in "it has no table of metrics" }, tried: "0.43.0"),
    reads: ends(with: ".db"),
    readsBeside: ends(with: ".db-wal"),
    fits: SQLiteFile.isBegun,
    isOne: { file in
      // The error of a database that cannot be read is reported if its beginning names the column.
      SQLiteFile.columns(of: "metrics", in: file)?.isSuperset(of: ["run_name", "metrics"])
        ?? (try? file.contents(limit: 1 << 16, isCut: true))?.holds(Array("run_name".utf8)) ?? false
    },
    stream: { DatabaseStream($0, rows: TrackioRows(), options: $1) },
    parts: { file in
      guard let database = try? SQLiteFile.open(file.path) else { return [] }
      let project = String(file.path.lastComponent.description.dropLast(3))
      let key = TrackioRows.key(database)
      let runs = try? SQLiteFile.rows(
        database,
        "SELECT \(key), min(run_name), min(timestamp) FROM metrics GROUP BY \(key) ORDER BY min(id)"
      ) { row in
        LogPart(
          id: row.text(0), name: row.text(1), group: project, start: secondsOfISO8601(row.text(2)))
      }
      return runs ?? []
    })
}

/// The rows of Trackio's tables: the numbers of a step as a JSON object.
private struct TrackioRows: DatabaseRows {
  /// The column that identifies runs; in early versions only the name did.
  static func key(_ database: SQLiteDatabase) -> String {
    let columns = try? SQLiteFile.columns(of: "metrics", in: database)
    return columns?.contains("run_id") == true ? "run_id" : "run_name"
  }

  func query(_ database: SQLiteDatabase) -> String {
    """
    SELECT id, step, timestamp, metrics FROM metrics
    WHERE \(Self.key(database)) = ?1 AND id > ?2 ORDER BY id
    """
  }

  func points(of row: SQLiteDatabase.Statement) -> [LoggedValue] {
    guard let object = try? JSONReader.read(row.bytes(3)[...]) else { return [] }
    let (step, time) = (row.integer(1), secondsOfISO8601(row.text(2)) ?? .nan)
    var points: [LoggedValue] = []
    // Uses a list of pending objects instead of recursion, since the input decides how deep objects
    // nest.
    var left: [(name: String, value: JSONValue)] = [("", object)]
    while let (name, value) = left.popLast() {
      if let number = Self.number(value) {
        points.append(LoggedValue(tag: name, step: step, wallTime: time, value: number))
      }
      guard let members = value.members, value["_type"] == nil else { continue }
      left += members.reversed().map {
        (name.isEmpty ? $0.name : name + "/" + $0.name, $0.value)
      }
    }
    return points
  }

  /// A number; or the word for one that JSON cannot hold, such as NaN.
  private static func number(_ value: JSONValue) -> Double? {
    switch value.text {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    default: value.number
    }
  }

  func facts(
    of run: String, in database: SQLiteDatabase
  ) throws(SQLiteError) -> (settings: JSONValue, hasEnded: Bool) {
    // Early versions keep no settings.
    let texts = try? SQLiteFile.rows(
      database, "SELECT config FROM configs WHERE \(Self.key(database)) = ?", run
    ) { $0.bytes(0) }
    let value = texts?.first.flatMap { try? JSONReader.read($0[...]) }
    let own = (value?.members ?? []).filter { !$0.name.hasPrefix("_") }
    return (.object(own), false)
  }
}
