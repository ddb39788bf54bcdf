import Reports
import Scalars
import Testing
import TextFormats

@Suite(
  "Points by columns; what other programs read in them is checked by Tests/Peers/columns_peer.py")
struct ColumnTableTests {
  private static func bytes(
    _ format: PointFormat, isFile: Bool, runs: Int = 1, batches: Int = 1
  ) throws -> [UInt8] {
    var writer = try #require(format.writer?(PointFormat.Setting(.long, isFile: isFile)))
    for run in 0..<runs {
      writer.addSeries(PointSeries(run: "run \(run)", tag: "loss", type: .float32))
      writer.addSeries(PointSeries(run: "run \(run)", tag: "x", type: .float64))
      for _ in 0..<batches { writer.add(PointFormatTests.batch()) }
      writer.endRun()
    }
    writer.end()
    return writer.buffer.bytes
  }

  /// The positions of an Arrow stream's messages, found by their lengths.
  private static func messages(_ bytes: [UInt8], from start: Int) -> [(place: Int, kind: UInt8)] {
    var (found, place): ([(Int, UInt8)], Int) = ([], start)
    while place + 8 <= bytes.count {
      #expect(Array(bytes[place..<place + 4]) == [0xFF, 0xFF, 0xFF, 0xFF])
      let head = number(bytes, place + 4)
      if head == 0 { return found }
      let table = place + 8 + number(bytes, place + 8)
      let vtable = table - number(bytes, table)
      let kind = bytes[table + Int(bytes[vtable + 6])]
      let body = number(bytes, table + Int(bytes[vtable + 10]))
      #expect(head.isMultiple(of: 8) && body.isMultiple(of: 8))
      found.append((place, kind))
      place += 8 + head + body
    }
    Issue.record("no end of messages")
    return found
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  @Test("An Arrow stream is a schema, dictionaries, rows and an end")
  func stream() throws {
    let bytes = try Self.bytes(.arrow, isFile: false)
    #expect(Self.messages(bytes, from: 0).map(\.kind) == [1, 2, 2, 3])
    #expect(bytes.suffix(8) == [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
  }

  @Test("A dictionary that has grown is sent again, one that has not is not")
  func growingDictionary() throws {
    // Batches of five rows: 14,000 of them give more than one block of 65,536 rows.
    let bytes = try Self.bytes(.arrow, isFile: false, runs: 2, batches: 14_000)
    #expect(Self.messages(bytes, from: 0).map(\.kind) == [1, 2, 2, 3, 2, 3, 3])
  }

  @Test(
    "An Arrow file has its dictionaries once, after the rows, and a footer that its end tells the length of"
  )
  func file() throws {
    let bytes = try Self.bytes(.arrow, isFile: true, runs: 2, batches: 14_000)
    #expect(Array(bytes.prefix(8)) == Array("ARROW1".utf8) + [0, 0])
    #expect(bytes.suffix(6) == Array("ARROW1".utf8)[...])
    #expect(Self.messages(bytes, from: 8).map(\.kind) == [1, 3, 3, 3, 2, 2])
    let footer = Self.number(bytes, bytes.count - 10)
    #expect(footer.isMultiple(of: 8) && footer < 2_000)
  }

  @Test("A Parquet file begins and ends with its letters, whether a file is written or a stream")
  func parquet() throws {
    let bytes = try Self.bytes(.parquet, isFile: true)
    #expect(bytes.prefix(4) == Array("PAR1".utf8)[...])
    #expect(bytes.suffix(4) == Array("PAR1".utf8)[...])
    #expect(try Self.bytes(.parquet, isFile: false) == bytes)
  }

  @Test("Without points a table has its columns all the same")
  func empty() throws {
    for format in [PointFormat.arrow, .parquet] {
      var writer = try #require(format.writer?(PointFormat.Setting(.long, isFile: true)))
      writer.end()
      #expect(writer.buffer.count > 100)
    }
  }

  /// A stream of a run, and of another one whose points are taken back, and come again without the
  /// first of them.
  private static func takenBack(batches: Int) throws -> [UInt8] {
    let setting = PointFormat.Setting(.long, mayStartOver: true)
    var writer = try #require(PointFormat.arrow.writer?(setting))
    #expect(writer.mayTakeBack)
    for (run, tags) in [("a", ["loss", "x"]), ("b", ["y", "loss"]), ("b", ["loss", "x"])] {
      for tag in tags { writer.addSeries(PointSeries(run: run, tag: tag, type: .float32)) }
      for _ in 0..<batches { writer.add(PointFormatTests.batch()) }
      if tags[0] == "y" { writer.takeBackRun() } else { writer.endRun() }
    }
    writer.end()
    return writer.buffer.bytes
  }

  @Test("Points taken back before they were written leave no trace")
  func takenBackInTime() throws {
    var writer = try #require(PointFormat.arrow.writer?(PointFormat.Setting(.long)))
    #expect(!writer.mayTakeBack)
    for run in ["a", "b"] {
      for tag in ["loss", "x"] {
        writer.addSeries(PointSeries(run: run, tag: tag, type: .float32))
      }
      writer.add(PointFormatTests.batch())
      writer.endRun()
    }
    writer.end()
    #expect(try Self.takenBack(batches: 1) == writer.buffer.bytes)
  }

  @Test("After points that were written are taken back a stream follows that says which stand")
  func startsOver() throws {
    // Run a has 50,000 rows; the first block is full at the 65,536th, which is run b's.
    let bytes = try Self.takenBack(batches: 10_000)
    let first = Self.messages(bytes, from: 0)
    #expect(first.map(\.kind) == [1, 2, 2, 3])
    let ends = bytes.indices.filter { bytes[$0...].starts(with: [255, 255, 255, 255, 0, 0, 0, 0]) }
    #expect(ends.count == 2)
    let second = ends[0] + 8
    #expect(Self.messages(bytes, from: second).map(\.kind) == [1, 2, 2, 3])
    let schema = String(decoding: bytes[second..<second + 1_500], as: UTF8.self)
    #expect(schema.contains("standing") && schema.contains("50000"))
  }

  @Test("What is written of points does not wait for all of them")
  func boundedMemory() throws {
    var writer = try #require(PointFormat.arrow.writer?(PointFormat.Setting(.long)))
    writer.addSeries(PointSeries(run: "r", tag: "t", type: .float32))
    writer.addSeries(PointSeries(run: "r", tag: "u", type: .float32))
    for _ in 0..<14_000 { writer.add(PointFormatTests.batch()) }
    #expect(writer.buffer.count > 65_536 * 32)
  }
}
