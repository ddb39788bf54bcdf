import Reports
import TestSupport
import Testing
import TextFormats

@Suite("Runs of one setting are one row") struct GroupingTests {
  private static func record(_ run: String, _ settings: String) throws -> JSONValue {
    let head = "\"schema\":2,\"run\":\"\(run)\",\"verdict\":\"converged\",\"metric\":\"loss\""
    return try JSONReader.read(Array("{\(head),\"hyperparameters\":{\(settings)}}".utf8)[...])
  }

  private static func rows(
    _ group: ScanGrouping, _ runs: [(name: String, settings: String)]
  ) throws -> [String] {
    let records = try runs.compactMap { run in
      ScanRecord(try record(run.name, run.settings), json: [], picking: [], group: group)
    }
    #expect(records.count == runs.count)
    var arrangement = ScanArrangement()
    arrangement.group = group
    arrangement.order = .name
    return ScanReport(records, arrangement).rows.map { "\($0.name) \($0.members.count)" }
  }

  private static let runs: [(String, String)] = [
    ("a/seed1", #""lr":"0.0002","seed":"1","output_dir":"x""#),
    ("a/seed2", #""lr":"0.00019999999494757503","seed":"2","output_dir":"y""#),
    ("b/seed1", #""lr":"0.1","seed":"1""#), ("c", ""), ("d", ""),
  ]

  @Test("By values: a float and a double of one number are one, and runs without any stand alone")
  func byValues() throws {
    let byRate = try Self.rows(.by([FieldName("lr")]), Self.runs)
    #expect(byRate == ["b/seed1 1", "c 1", "d 1", "lr=2e-4 2"])
    let byBoth = try Self.rows(.by([FieldName("lr"), FieldName("seed")]), Self.runs)
    #expect(byBoth == ["a/seed1 1", "a/seed2 1", "b/seed1 1", "c 1", "d 1"])
  }

  @Test("Over a value: all others are the same, but those that only name the run")
  func overValues() throws {
    let overSeed = try Self.rows(.over([FieldName("seed")]), Self.runs)
    #expect(overSeed == ["a/seed 2", "b/seed1 1", "c 1", "d 1"])
  }
}
