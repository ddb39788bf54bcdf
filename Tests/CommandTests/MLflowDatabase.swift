import Databases
import TestSupport

extension TemporaryFolder {
  /// Writes `mlflow.db`: each run has 30 steps of `val/loss`, the first one has NaN and infinities,
  /// and one was deleted.
  func writeMLflow(runs: [(name: String, start: Int)]) throws {
    let database = try SQLiteDatabase(path: Array((path + "/mlflow.db").utf8))
    try database.execute(
      """
      CREATE TABLE experiments (experiment_id INTEGER, name TEXT);
      CREATE TABLE runs (run_uuid TEXT, name TEXT, status TEXT, start_time BIGINT,
        lifecycle_stage TEXT, experiment_id INTEGER);
      CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT,
        is_nan BOOLEAN);
      CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
      INSERT INTO experiments VALUES (0, 'Default'), (1, 'demo');
      """)
    for (number, run) in runs.enumerated() {
      try database.execute(
        """
        INSERT INTO runs VALUES ('id\(number)', '\(run.name)', 'FINISHED', \(run.start)000,
          'active', 1);
        INSERT INTO params VALUES ('lr', '0.001', 'id\(number)'), ('fast', 'True', 'id\(number)');
        """)
      for step in 1...30 {
        try database.execute(
          """
          INSERT INTO metrics VALUES ('val/loss', \(Double(number) + 1 / Double(step)),
            \(run.start + step)500, 'id\(number)', \(step), 0)
          """)
      }
    }
    try database.execute(
      """
      INSERT INTO metrics VALUES ('odd', 0, 1000, 'id0', 1, 1), ('odd', 1.7976931348623157e308,
        1000, 'id0', 2, 0), ('odd', -1.7976931348623157e308, 1000, 'id0', 3, 0);
      INSERT INTO runs VALUES ('gone', 'gone', 'FINISHED', 1, 'deleted', 1);
      """)
  }
}
