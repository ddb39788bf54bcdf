import Foundation
import TestSupport
import Testing

@Suite("Formats that are no text, value by value")
struct ExportGoldenTests {
  private static let rows: [(tag: String, step: Int64, value: Float, time: Double)] = [
    ("loss", 1, 0.1, 1_700_000_000.25), ("loss", 2, .nan, 1_700_000_001),
    ("it's, \"odd\"", 3, -0.0, 1_700_000_002), ("loss", 3, .infinity, 1_700_000_003),
  ]

  /// A run of two series, with numbers that are difficult for databases and floats.
  private func log() throws -> TemporaryFolder {
    var writer = EventFileWriter()
    for (tag, step, value, time) in Self.rows {
      writer.scalar(tag, step: step, value, wallTime: time)
    }
    let folder = TemporaryFolder()
    _ = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    return folder
  }

  @Test(
    "SQLite: tables of runs, tags, points and hyperparameters, and a view over all",
    .enabled(if: Database.isThere, "SQLite is not here"))
  func sqlite() throws {
    let folder = try log()
    let target = folder.path + "/out.sqlite"
    #expect(CommandRun("export", folder.path, "-o", target).status == 0)
    let database = try Database(path: target)
    func lines(_ sql: String) throws -> [String] {
      try database.rows(sql).map { $0.joined(separator: "|") }
    }
    #expect(
      try lines("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1, 2") == [
        "index|hyperparameters_by_run", "index|points_by_series", "table|hyperparameters",
        "table|points", "table|runs", "table|tags", "view|scalars",
      ])
    #expect(
      try lines("SELECT run, tag, step, wall_time, value, value_text FROM scalars") == [
        "run|loss|1|1700000000.25|0.100000001490116|",
        "run|loss|2|1700000001.0||NaN",
        "run|it's, \"odd\"|3|1700000002.0|0.0|-0.0",
        "run|loss|3|1700000003.0|Inf|",
      ])
    #expect(
      try lines("SELECT * FROM points LIMIT 1") == ["1|1|1|1700000000.25|0.100000001490116||0"])
  }

  @Test("An event file: a version, then an event a point, as a writer by hand makes it")
  func eventFile() throws {
    let folder = try log()
    let target = folder.path + "/clean.tfevents"
    #expect(CommandRun("export", folder.path + "/run", "-o", target).status == 0)
    var wanted = EventFileWriter(version: nil)
    wanted.event(.version("brain.Event:2", wallTime: 1_700_000_000.25))
    for (tag, step, value, time) in Self.rows {
      wanted.scalar(tag, step: step, value, wallTime: time)
    }
    let bytes = try #require(FileManager.default.contents(atPath: target))
    #expect([UInt8](bytes) == wanted.bytes)
    #expect(CommandRun("verify", target).output.contains("1 good"))
  }
}
