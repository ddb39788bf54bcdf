import Databases
import TestSupport
import Testing

@Suite(
  "Databases of MLflow and Trackio hold many runs",
  .enabled(if: SQLiteDatabase.isThere, "SQLite is not here"))
struct DatabaseRunTests {
  private func runs(_ words: String...) -> [String] {
    CommandRun(["scan", "-f", "csv"] + words).lines.dropFirst()
      .compactMap { $0.split(separator: ",").first.map(String.init) }.sorted()
  }

  @Test("MLflow's runs are found by name or id, with their values, settings and end")
  func mlflowRuns() throws {
    let folder = TemporaryFolder()
    try folder.writeMLflow(runs: [("a", 1000), ("b", 900_000), ("b", 1_900_000)])
    #expect(runs(folder.path) == ["demo/a", "demo/id1", "demo/id2"])
    #expect(runs("--from", "mlflow", folder.path) == ["demo/a", "demo/id1", "demo/id2"])
    #expect(runs(folder.path + "/mlflow.db") == ["demo/a", "demo/id1", "demo/id2"])
    let rows = CommandRun("export", folder.path, "--runs", "demo/a").lines
    #expect(rows[1] == "demo/a,val/loss,1,1001.5,2.0" || rows[1] == "demo/a,val/loss,1,1001.5,1.0")
    #expect(
      rows.suffix(3) == ["demo/a,odd,1,1.0,nan", "demo/a,odd,2,1.0,inf", "demo/a,odd,3,1.0,-inf"])
    let record = CommandRun("analyze", "-f", "jsonl", folder.path, "--runs", "demo/a").output
    #expect(record.contains(#""lr":"0.001""#) && record.contains(#""fast":"true""#))
    #expect(record.contains(#""state":"finished""#))
  }

  @Test("Of MLflow's runs those are left out whose event files are there")
  func sameTraining() throws {
    let folder = TemporaryFolder()
    try folder.writeMLflow(runs: [("both", 1_790_000_000), ("alone", 1_790_900_000)])
    var writer = EventFileWriter()
    for step in 1...40 { writer.scalar("train/loss", step: Int64(step), 1 / Float(step)) }
    _ = try folder.write(writer.bytes, to: "runs/x/events.out.tfevents.1790000005.host")
    #expect(runs(folder.path) == ["demo/alone", "runs/x"])
  }

  @Test("Trackio's runs are found below the name of their project")
  func trackio() throws {
    let folder = TemporaryFolder()
    let database = try SQLiteDatabase(path: Array((folder.path + "/proj.db").utf8))
    try database.execute(
      """
      CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT, timestamp TEXT,
        run_name TEXT, step INTEGER, metrics TEXT);
      CREATE TABLE configs (id INTEGER PRIMARY KEY, run_id TEXT, run_name TEXT, config TEXT);
      INSERT INTO configs VALUES (1, 'i1', 'a', '{"lr": 0.5, "_Created": "x"}');
      """)
    for step in 0..<3 {
      try database.execute(
        """
        INSERT INTO metrics (run_id, timestamp, run_name, step, metrics) VALUES ('i1',
          '1970-01-02T00:00:0\(step).25+01:00', 'a', \(step),
          '{"loss": \(step), "n": {"x": 1}, "odd": "NaN", "p": {"_type": "image", "w": 3}}');
        """)
    }
    let rows = CommandRun("export", folder.path).lines
    #expect(
      rows.prefix(4) == [
        "run,tag,step,wall_time,value", "proj/a,loss,0,82800.25,0.0", "proj/a,n/x,0,82800.25,1.0",
        "proj/a,odd,0,82800.25,nan",
      ])
    #expect(rows.count == 10)
    #expect(CommandRun("analyze", "-f", "jsonl", folder.path).output.contains(#""lr":"0.5""#))
  }

  @Test("A database of something else is none, and one that is damaged is named")
  func others() throws {
    let folder = TemporaryFolder()
    let database = try SQLiteDatabase(path: Array((folder.path + "/photos.db").utf8))
    try database.execute("CREATE TABLE photos (id INTEGER)")
    #expect(CommandRun("scan", folder.path).status == 2)
    let head = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 7, count: 5000)
    _ = try folder.write(head, to: "x/mlflow.db")
    let run = CommandRun("analyze", folder.path)
    #expect(run.errors.contains("mlflow.db cannot be read: "))
    #expect(run.status == 2)
  }
}
