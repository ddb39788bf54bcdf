import Foundation
import TestSupport
import Testing
import TextFormats

@Suite("Every format of export gives each value exactly")
struct ExactValueTests {
  /// A tag whose type changes: float32, then half, then float64 in a later file; and one of each
  /// type alone.
  private func log() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    var first = EventFileWriter()
    var step: Int64 = 0
    for value in [0.1, 10_008, 3] as [Float] {
      first.scalar("mixed", step: step, value)
      first.event(.summary(step: step, [half("half", UInt64(0x2E66 + step))]))
      first.event(.summary(step: step, [half("bfloat", UInt64(0x3DCD + step), type: 14)]))
      step += 1
    }
    first.event(.summary(step: step, [half("mixed", 0x70E3)]))
    var second = EventFileWriter()
    for value in [0.1, 1.0 / 3, 10_008, Double(Float(0.1))] {
      step += 1
      let tensor = ProtobufMessage.tensor(type: 2) { $0.double(6, value) }
      second.event(.summary(step: step, [.tensorValue("mixed", tensor)]))
    }
    try folder.write(first.bytes, to: "run/events.out.tfevents.1.h")
    try folder.write(second.bytes, to: "run/events.out.tfevents.2.h")
    return folder
  }

  private func half(_ tag: String, _ bits: UInt64, type: UInt64 = 19) -> ProtobufMessage {
    .tensorValue(tag, .tensor(type: type) { $0.number(13, bits) })
  }

  private static let mixed: [Double] = [
    Double(Float(0.1)), 10_008, 3, 10_008, 0.1, 1.0 / 3, 10_008, Double(Float(0.1)),
  ]
  private static let halves = (0..<3).map { Double(Float16(bitPattern: 0x2E66 + $0)) }
  private static let bfloats = (0..<3).map { Double(Float(bitPattern: (0x3DCD + $0) << 16)) }

  @Test(
    "In text, by every policy",
    arguments: ["raw", "resume", "tensorboard", "rustboard"], ["csv", "tsv", "jsonl"])
  func text(policy: String, format: String) throws {
    let folder = try log()
    let run = CommandRun("export", folder.path, "--overlap", policy, "-f", format, "-j", "2")
    #expect(run.status == 0)
    func values(_ tag: String) -> [Double?] {
      run.lines.filter { $0.contains(tag) }.map { line in
        let text = line.split { ",\t:".contains($0) }.last ?? ""
        return Double(text.trimmingCharacters(in: ["}"]))
      }
    }
    #expect(values("mixed") == Self.mixed)
    #expect(values("bfloat") == Self.bfloats)
    #expect(values("half") == Self.halves)
  }

  @Test("In a row a step", arguments: ["resume", "raw"])
  func wide(policy: String) throws {
    let folder = try log()
    let run = CommandRun("export", folder.path, "--wide", "--overlap", policy)
    let rows = run.lines.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.map { Double($0[2]) } == Self.mixed)
    #expect(rows.prefix(3).map { Double($0[3]) } == Self.halves)
    #expect(rows.prefix(3).map { Double($0[4]) } == Self.bfloats)
  }

  @Test("In the type beside it: that of the whole series")
  func dtype() throws {
    let folder = try log()
    let run = CommandRun("export", folder.path, "--columns", "dtype")
    let types = Set(run.lines.dropFirst().map { $0.split(separator: ",").last ?? "" })
    #expect(types == ["float64", "float16", "bfloat16"])
  }

  @Test("In an event file, which reads the same")
  func eventFile() throws {
    let folder = try log()
    let copy = folder.path + "/copy/events.out.tfevents.1.h"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/copy", withIntermediateDirectories: true)
    #expect(CommandRun("export", folder.path + "/run", "-o", copy).status == 0)
    let again = CommandRun("export", copy, "--tag", "mixed")
    #expect(
      again.lines.dropFirst().map { Double($0.split(separator: ",").last ?? "") } == Self.mixed)
  }
}

@Suite("Tags that look alike and differ in bytes stay apart")
struct EquivalentTagTests {
  private func log() throws -> TemporaryFolder {
    var writer = EventFileWriter()
    for step in 0..<3 as Range<Int64> {
      writer.scalar("perte/\u{E9}val", step: step, 1)
      writer.scalar("perte/e\u{301}val", step: step, 100)
    }
    let folder = TemporaryFolder()
    try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    return folder
  }

  @Test("In a row a step each has its column")
  func wide() throws {
    let folder = try log()
    let run = CommandRun("export", folder.path, "--wide")
    #expect(run.lines.dropFirst().map { $0.suffix(10) } == Array(repeating: ",1.0,100.0", count: 3))
  }

  @Test("In a database each has its row", .enabled(if: Database.isThere))
  func database() throws {
    let folder = try log()
    let path = folder.path + "/points.sqlite"
    #expect(CommandRun("export", folder.path + "/run", "-o", path).status == 0)
    let rows = try Database(path: path).rows(
      "SELECT COUNT(*) FROM scalars GROUP BY CAST(tag AS BLOB)")
    #expect(rows.count == 2)
  }

  @Test("In an event file of doubles each is described")
  func eventFile() throws {
    var writer = EventFileWriter()
    for tag in ["\u{E9}", "e\u{301}"] {
      let tensor = ProtobufMessage.tensor(type: 2) { $0.double(6, 0.1) }
      writer.event(.summary(step: 1, [.tensorValue(tag, tensor)]))
    }
    let folder = TemporaryFolder()
    try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    let copy = folder.path + "/events.out.tfevents.copy"
    #expect(CommandRun("export", folder.path + "/run", "-o", copy).status == 0)
    #expect(CommandRun("export", copy).lines.count == 3)
  }

  @Test("A rule reads the series that was judged")
  func rule() throws {
    var writer = EventFileWriter()
    for step in 0..<40 as Range<Int64> {
      writer.scalar("loss/\u{E9}", step: step, 2 - Float(step) / 40)
      writer.scalar("loss/e\u{301}", step: step, 2 + Float(step))
    }
    let folder = TemporaryFolder()
    try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    let run = CommandRun(
      "analyze", folder.path, "--metric", "loss/\u{E9}", "--rule", "patience:3:0", "-f", "jsonl")
    #expect(!run.output.contains(#""stop_step":4"#))
  }

  @Test("Records of runs that look alike are merged as two")
  func merge() throws {
    let folder = TemporaryFolder()
    var paths: [String] = []
    for name in ["\u{E9}", "e\u{301}"] {
      var writer = EventFileWriter()
      for step in 0..<30 as Range<Int64> { writer.scalar("loss", step: step, 2 - Float(step) / 30) }
      try folder.write(writer.bytes, to: "\(paths.count)/\(name)/events.out.tfevents.1.h")
      let scan = CommandRun("scan", folder.path + "/\(paths.count)", "-f", "jsonl")
      paths.append(try folder.write(Array(scan.output.utf8), to: "part-\(paths.count).jsonl"))
    }
    #expect(CommandRun("merge", paths[0], paths[1], "-f", "jsonl").lines.count == 2)
  }
}
