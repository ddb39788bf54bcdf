import Foundation
import TestSupport
import Testing

/// One point as it was logged and as a format returns it, compared bit by bit.
private struct LoggedPoint: Hashable, CustomStringConvertible {
  var run: String
  var tag: String
  var step: Int
  var wallTime: UInt64
  var value: UInt32

  init(_ run: String, _ tag: String, _ step: Int, _ wallTime: Double, _ value: Float) {
    self.run = run
    self.tag = tag
    self.step = step
    self.wallTime = wallTime.bitPattern
    // Text does not preserve which NaN it is.
    self.value = value.isNaN ? Float.nan.bitPattern : value.bitPattern
  }

  /// Reads a point from texts; nil if one is not a number.
  init?(_ run: String?, _ tag: String?, _ step: String?, _ wallTime: String?, _ value: String?) {
    guard let run, let tag, let step = step.flatMap({ Int($0) }),
      let wallTime = wallTime.flatMap({ Double($0) }), let value = value.flatMap({ Float($0) })
    else { return nil }
    self.init(run, tag, step, wallTime, value)
  }

  var description: String {
    "\(run) \(tag) \(step) \(Double(bitPattern: wallTime)) \(Float(bitPattern: value))"
  }
}

/// Separate readers for each format, to check that other programs read the same.
@Suite("Every format of export gives each logged point back, bit by bit")
struct ExportRoundTripTests {
  private let folder: TemporaryFolder
  private let answers: TemporaryFolder
  private let logged: Set<LoggedPoint>

  /// Runs of seeded points of every magnitude, under tags that are difficult for the formats.
  init() throws {
    folder = TemporaryFolder()
    answers = TemporaryFolder()
    var logged: Set<LoggedPoint> = []
    var random = SeededRandom(seed: 6)
    for run in ["a", "b/seed 0", "b/ü"] {
      var writer = EventFileWriter()
      for tag in ["loss", "x,\"y\"|z", "=1+1\t\\n%_&#{}", "line\nfeed"] {
        for step in 0..<40 {
          let value = Self.value(step, &random)
          let time = 1_700_000_000 + Double(step) * 60 + Double(random.next() % 1_000_000) / 1e6
          writer.scalar(tag, step: Int64(step), value, wallTime: time)
          logged.insert(LoggedPoint(run, tag, step, time, value))
        }
      }
      _ = try folder.write(writer.bytes, to: run + "/events.out.tfevents.1.h")
    }
    self.logged = logged
  }

  private static func value(_ step: Int, _ random: inout SeededRandom) -> Float {
    let special: [Float] = [
      .nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      16_777_218, 0.1,
    ]
    if step < special.count { return special[step] }
    let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    return value.isNaN ? 1 : value
  }

  /// The output of `export` in a file with this name, decompressed if it is gzip.
  private func export(_ name: String, _ words: String...) throws -> String {
    let path = answers.path + "/" + name
    #expect(CommandRun(["export", folder.path, "-o", path] + words).status == 0)
    let bytes = try #require(FileManager.default.contents(atPath: path))
    return String(decoding: name.hasSuffix(".gz") ? try gunzip(path) : bytes, as: UTF8.self)
  }

  private func gunzip(_ path: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return bytes
  }

  /// The points of a table by the names of its columns.
  private func points(_ rows: [[String]], _ names: [String]) throws -> [LoggedPoint] {
    let header = try #require(rows.first)
    let places = try names.map { try #require(header.firstIndex(of: $0), "\($0)") }
    return try rows.dropFirst().map { row in
      try #require(
        LoggedPoint(
          row[places[0]], row[places[1]], row[places[2]], row[places[3]], row[places[4]]), "\(row)")
    }
  }

  private func expectAll(_ points: [LoggedPoint], location: SourceLocation = #_sourceLocation) {
    #expect(points.count == logged.count, sourceLocation: location)
    let odd = logged.symmetricDifference(points)
    #expect(odd.isEmpty, "\(odd.prefix(4))", sourceLocation: location)
  }

  private static let long = ["run", "tag", "step", "wall_time", "value"]

  @Test("CSV, plain and compressed", arguments: ["t.csv", "t.csv.gz"])
  func csv(name: String) throws {
    expectAll(try points(fields(export(name), separator: ","), Self.long))
  }

  @Test("TSV")
  func tsv() throws {
    expectAll(try points(fields(export("t.tsv"), separator: "\t"), Self.long))
  }

  @Test("Times in ISO 8601, to the microsecond")
  func iso() throws {
    let rows = fields(try export("t.csv", "--time", "iso"), separator: ",")
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let times = Dictionary(
      uniqueKeysWithValues: logged.map {
        ([$0.run, $0.tag, "\($0.step)"], Double(bitPattern: $0.wallTime))
      })
    for row in rows.dropFirst() {
      // Foundation reads milliseconds only.
      let whole = try format.parse(String(row[3].prefix(19)) + ".000Z").timeIntervalSince1970
      let rest = try #require(Double("0" + String(row[3].suffix(8).prefix(7))))
      let time = try #require(times[Array(row.prefix(3))])
      #expect(abs(whole + rest - time) < 1e-6)
    }
    #expect(rows.count == logged.count + 1)
  }

  @Test("JSON lines: what JSON has no number for is named beside it")
  func jsonLines() throws {
    let points = try export("t.jsonl").split(separator: "\n").map { line in
      let row = try #require(JSON(String(line)))
      let value = (row["value"] as? Double).map { "\($0)" } ?? row["value_text"] as? String
      return try #require(
        LoggedPoint(
          row["run"] as? String, row["tag"] as? String, (row["step"] as? Int).map { "\($0)" },
          (row["wall_time"] as? Double).map { "\($0)" }, value))
    }
    expectAll(points)
  }

  @Test("Wide: a row a step, a column a tag")
  func wide() throws {
    let rows = fields(try export("t.csv", "--wide"), separator: ",")
    let tags = rows[0].dropFirst(2)
    #expect(Array(rows[0].prefix(2)) == ["run", "step"])
    var points: Set<String> = []
    for row in rows.dropFirst() {
      for (tag, value) in zip(tags, row.dropFirst(2)) {
        let value = try #require(Float(value))
        points.insert("\(row[0]) \(tag) \(row[1]) \(value)")
      }
    }
    let wanted = logged.map { "\($0.run) \($0.tag) \($0.step) \(Float(bitPattern: $0.value))" }
    #expect(points == Set(wanted))
    #expect(rows.count == 3 * 40 + 1)
  }

  @Test("TensorBoard's table of one series, in Python's spelling of numbers")
  func tensorBoard() throws {
    let text = try export("t.csv", "--like", "tensorboard", "--runs", "a", "--tag", "loss")
    let rows = fields(text, separator: ",")
    #expect(rows[0] == ["Wall time", "Step", "Value"])
    let points = try rows.dropFirst().map { row in
      try #require(LoggedPoint("a", "loss", row[1], row[0], row[2]))
    }
    #expect(Set(points) == logged.filter { $0.run == "a" && $0.tag == "loss" })
    #expect(points.count == 40)
  }

  @Test("tbparse's table")
  func tbparse() throws {
    let rows = fields(try export("t.csv", "--like", "tbparse"), separator: ",")
    #expect(rows[0] == ["step", "tag", "value", "dir_name"])
    let points = try rows.dropFirst().map { row in
      try #require(LoggedPoint(row[3], row[1], row[0], "0", row[2]))
    }
    #expect(
      Set(points)
        == Set(
          logged.map { LoggedPoint($0.run, $0.tag, $0.step, 0, Float(bitPattern: $0.value)) }))
  }

  @Test("Markdown: cells end at bars that no backslash stands before")
  func markdown() throws {
    let rows = try export("t.md").split(separator: "\n").filter { !$0.hasPrefix("|--") }.map {
      markdownCells(String($0))
    }
    // A line feed in a cell becomes a space; other control codes are shown as signs.
    let spaced = logged.map {
      LoggedPoint(
        $0.run,
        $0.tag.replacingOccurrences(of: "\n", with: " ").replacingOccurrences(of: "\t", with: "␉"),
        $0.step,
        Double(bitPattern: $0.wallTime), Float(bitPattern: $0.value))
    }
    #expect(try Set(points(rows, Self.long)) == Set(spaced))
    #expect(rows.count == logged.count + 1)
  }

  @Test("An event file of each run")
  func eventFile() throws {
    var points: [LoggedPoint] = []
    for run in ["a", "b/seed 0", "b/ü"] {
      let path = answers.path + "/" + run.replacingOccurrences(of: "/", with: "-") + ".tfevents"
      #expect(CommandRun("export", folder.path + "/" + run, "-o", path).status == 0)
      let rows = fields(CommandRun("export", path).output, separator: ",")
      points += try self.points(
        rows.map { [$0[0] == "run" ? "run" : run] + $0.dropFirst() }, Self.long)
    }
    expectAll(points)
  }

  @Test("SQLite", .enabled(if: Database.isThere, "SQLite is not here"))
  func sqlite() throws {
    let path = answers.path + "/t.sqlite"
    #expect(CommandRun("export", folder.path, "-o", path).status == 0)
    let rows = try Database(path: path).rows(
      """
      SELECT run, tag, step, format('%!.17g', wall_time),
        coalesce(value_text, format('%!.17g', value)) FROM scalars
      """)
    expectAll(try points([Self.long] + rows, Self.long))
  }
}
