import Databases
import TextFormats

extension LogSource {
  /// MLflow's `mlflow.db`: each run of its experiments is a run.
  public static let mlflow = LogSource(
    "mlflow",
    Words(
      files: "mlflow.db", one: "a database of MLflow", many: "databases of MLflow",
      hint: "MLflow calls its file mlflow.db.",
      flaw: { _ in "it has no table of metrics" }, tried: "3.17.2"),
    reads: ends(with: ".db"),
    readsBeside: ends(with: ".db-wal"),
    fits: SQLiteFile.isBegun,
    isOne: { file in
      // If the tables cannot be read, the name decides, so that the error is reported.
      SQLiteFile.columns(of: "metrics", in: file).map { $0.isSuperset(of: ["run_uuid", "is_nan"]) }
        ?? file.lastComponent.bytes.elementsEqual("mlflow.db".utf8)
    },
    stream: { DatabaseStream($0, rows: MLflowRows(), options: $1) },
    parts: { file in
      let runs = try? SQLiteFile.rows(
        SQLiteFile.open(file.path),
        """
        SELECT run_uuid, runs.name, experiments.name, start_time
        FROM runs LEFT JOIN experiments USING (experiment_id)
        WHERE runs.lifecycle_stage IS NOT 'deleted' ORDER BY start_time, run_uuid
        """
      ) { row in
        let group = row.text(2)
        return LogPart(
          id: row.text(0), name: row.text(1), group: group == "Default" ? "" : group,
          start: row.isNull(3) ? nil : row.real(3) / 1000)
      }
      return runs ?? []
    })
}

/// The rows of MLflow's tables; time in milliseconds, NaN and infinities as special numbers.
private struct MLflowRows: DatabaseRows {
  func query(_ database: SQLiteDatabase) -> String {
    """
    SELECT rowid, key, step, timestamp, value, is_nan FROM metrics
    WHERE run_uuid = ?1 AND rowid > ?2 ORDER BY rowid
    """
  }

  func points(of row: SQLiteDatabase.Statement) -> [LoggedValue] {
    let stored = row.real(4)
    let largest = Double.greatestFiniteMagnitude
    let value =
      row.integer(5) != 0 ? .nan : abs(stored) == largest ? stored * 2 : stored
    return [
      LoggedValue(
        tag: row.text(1), step: row.integer(2), wallTime: row.real(3) / 1000, value: value)
    ]
  }

  func facts(
    of run: String, in database: SQLiteDatabase
  ) throws(SQLiteError) -> (settings: JSONValue, hasEnded: Bool) {
    let settings = try SQLiteFile.rows(
      database, "SELECT key, value FROM params WHERE run_uuid = ?", run
    ) { JSONValue.Member(name: $0.text(0), value: .setting($0.text(1))) }
    let states = try SQLiteFile.rows(
      database, "SELECT status FROM runs WHERE run_uuid = ?", run
    ) { $0.text(0) }
    return (.object(settings), states == ["FINISHED"])
  }
}

extension JSONValue {
  /// A setting that is stored as text.
  static func setting(_ text: String) -> JSONValue {
    switch text {
    case "True", "true": return .boolean(true)
    case "False", "false": return .boolean(false)
    default: return Double(text).map { .number($0) } ?? .text(text)
    }
  }
}
