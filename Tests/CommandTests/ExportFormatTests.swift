import Foundation
import TestSupport
import Testing

@Suite("export writes other programs' formats")
struct ExportFormatTests {
  @Test("A clean event file holds the same points, and is read back")
  func eventFile() throws {
    let tree = try ScanTree(runs: 1)
    let target = tree.path + "/clean.tfevents"
    #expect(CommandRun("export", tree.path + "/exp0", "-o", target).status == 0)
    func points(_ path: String) -> [String] {
      CommandRun("export", path).lines.dropFirst()
        .map { $0.split(separator: ",").dropFirst().joined(separator: ",") }
    }
    #expect(points(target) == points(tree.path + "/exp0"))
    #expect(points(target).count == 120)
    #expect(CommandRun("verify", target).status == 0)
  }

  @Test("An event file compressed by its suffix is read back")
  func compressed() throws {
    let tree = try ScanTree(runs: 1)
    let target = tree.path + "/events.out.tfevents.1.clean.gz"
    #expect(CommandRun("export", tree.path + "/exp0", "-o", target).status == 0)
    let bytes = try #require(FileManager.default.contents(atPath: target))
    #expect(Array(bytes.prefix(2)) == [0x1F, 0x8B])
    #expect(CommandRun("export", target).lines.count == 121)
  }

  @Test("One event file on standard input is a run named -")
  func standardInput() throws {
    let tree = try ScanTree(runs: 1)
    let path = tree.path + "/exp0/seed0/events.out.tfevents.1700000000.host"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let pieces = [[UInt8](bytes.prefix(1_001)), [UInt8](bytes.dropFirst(1_001))]
    let run = CommandRun("export", "-", input: pieces)
    #expect(run.lines.count == 121)
    #expect(run.lines[1].hasPrefix("-,eval/loss,100,"))
    #expect(CommandRun("analyze", "-", input: pieces).values["run"] == "-")
    #expect(CommandRun("export", "-", "runs", input: pieces).status == 2)
  }

  @Test(
    "A SQLite database begins as one, and replaces an older file",
    .enabled(if: Database.isThere, "SQLite is not here"))
  func database() throws {
    let tree = try ScanTree(runs: 2)
    let target = try tree.folder.write(Array("old".utf8), to: "runs.sqlite")
    #expect(CommandRun("export", tree.path, "-o", target).status == 0)
    let bytes = try #require(FileManager.default.contents(atPath: target))
    #expect(bytes.prefix(15) == Data("SQLite format 3".utf8))
  }

  @Test("Columns are a stream on standard output and a file where one is named")
  func columns() throws {
    let tree = try ScanTree(runs: 2)
    let target = tree.path + "/runs.arrow"
    #expect(CommandRun("export", tree.path, "-o", target).status == 0)
    let bytes = try #require(FileManager.default.contents(atPath: target))
    #expect(bytes.prefix(6) == Data("ARROW1".utf8))
    #expect(CommandRun("export", tree.path, "-f", "arrow").status == 0)
    #expect(CommandRun("export", tree.path, "-f", "arrow", "--tag", "none").status == 1)
    let table = tree.path + "/runs.parquet"
    #expect(CommandRun("export", tree.path, "--columns", "file,dtype", "-o", table).status == 0)
    let parquet = try #require(FileManager.default.contents(atPath: table))
    #expect(parquet.suffix(4) == Data("PAR1".utf8))
  }

  /// Two runs that were resumed, one of them with a tag before its first restart only.
  private func resumed() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (run, tags) in [("a", ["loss", "once"]), ("b", ["accuracy", "loss"])] {
      for job in 0..<3 {
        var writer = EventFileWriter()
        for step in Int64(20 * job)..<Int64(20 * job + 50) {
          for tag in tags where job == 0 || tag != "once" {
            let time = 1_700_000_000 + 1_000 * Double(job) + Double(step)
            writer.scalar(tag, step: step, Float(step) / 3 + Float(job), wallTime: time)
          }
        }
        try folder.write(writer.bytes, to: "\(run)/events.out.tfevents.170000\(job).h")
      }
    }
    return folder
  }

  @Test(
    "Columns of resumed runs are the same for a reader that lets them start over",
    arguments: [
      [], ["--overlap", "raw"], ["--overlap", "tensorboard"], ["--overlap", "append"],
      ["--superseded"], ["--columns", "file,segment,dtype"], ["--steps", "10:60"],
      ["--every", "7"], ["--max-points", "10"], ["--smooth", "window:5"],
    ])
  func startsOver(words: [String]) throws {
    let folder = try resumed()
    let asked = ["export", folder.path, "-f", "arrow"] + words
    let (plain, starting) = (CommandRun(asked), CommandRun(asked + ["--may-start-over"]))
    #expect(plain.output == starting.output)
    #expect(plain.errors == starting.errors)
    #expect(plain.output.utf8.count > 1_000)
  }

  @Test(
    "Without SQLite a database is refused with what to install, and an older file stays",
    .enabled(if: !Database.isThere, "SQLite is here"))
  func noDatabase() throws {
    let tree = try ScanTree(runs: 2)
    let target = try tree.folder.write(Array("old".utf8), to: "runs.sqlite")
    expectRefused(
      [tree.path, "-o", target],
      """
      error: this tfevents was built without SQLite
        Write a table instead:  tfevents export runs -o runs.csv
        or install SQLite's header and build again:  apt-get install libsqlite3-dev
      """)
    #expect(FileManager.default.contents(atPath: target) == Data("old".utf8))
  }

  private func expectRefused(
    _ words: [String], _ errors: String, location: SourceLocation = #_sourceLocation
  ) {
    let run = CommandRun(["export"] + words)
    #expect(run.status == 2, sourceLocation: location)
    #expect(run.errors == errors + "\n", sourceLocation: location)
  }

  @Test("What a format has no room for is refused with what to type")
  func refused() throws {
    let tree = try ScanTree(runs: 2)
    #expect(CommandRun("export", tree.path, "--wide", "--columns", "dtype").status == 2)
    expectRefused(
      [tree.path, "-o", tree.path + "/runs.db.gz"],
      """
      error: a database cannot be compressed while it is written
        tfevents export runs -o runs.sqlite && gzip runs.sqlite
      """)
    #expect(!FileManager.default.fileExists(atPath: tree.path + "/runs.db.gz"))
    expectRefused(
      [tree.path, "-f", "sqlite"],
      """
      error: a database cannot be written to standard output
        tfevents export runs -o runs.sqlite
      """)
    expectRefused(
      [tree.path, "-f", "tfevents", "--columns", "file"],
      "error: --columns and --time are for tables, not for tfevents")
    expectRefused(
      [tree.path, "-o", tree.path + "/runs.parquet.gz"],
      """
      error: parquet is not compressed as a whole: readers could not find its parts
        tfevents export runs -o runs.parquet
      """)
    expectRefused(
      [tree.path, "-f", "arrow", "--wide"],
      "error: --wide and --like are for tables of text, not for arrow")
    expectRefused(
      [tree.path, "-f", "parquet", "--time", "iso"],
      "error: --time is for text; parquet holds seconds as numbers")
    expectRefused(
      [tree.path, "--like", "tbparse", "--smooth", "tb:0.6"],
      "error: --like fixes the columns: leave --wide, --columns, --time and --smooth out")
    #expect(CommandRun("export", tree.path, "--smooth", "tb:2").status == 2)
    #expect(CommandRun("export", tree.path, "--steps", "9:1").status == 2)
  }

  /// A run with another run below it, and a run whose members have different names.
  private func nested() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (run, tags) in [("a", ["loss", "x*"]), ("a/child", ["loss"]), ("k/train", ["loss"])] {
      var writer = EventFileWriter()
      for tag in tags { writer.scalar(tag, step: 1, 0.5) }
      _ = try folder.write(writer.bytes, to: run + "/events.out.tfevents.1.h")
    }
    return folder
  }

  @Test("A format of one run says how to choose one, and that works")
  func oneRun() throws {
    let folder = try nested()
    let file = folder.path + "/a/events.out.tfevents.1.h"
    expectRefused(
      [folder.path, "-f", "tfevents"],
      """
      error: an event file holds one run, but 3 match
        choose one  tfevents export \(file) -f tfevents
      """)
    #expect(CommandRun("export", file, "-f", "tfevents").status == 0)
  }

  @Test("A format of one series says how to choose one, and that works")
  func oneSeries() throws {
    let folder = try nested()
    let file = folder.path + "/a/events.out.tfevents.1.h"
    expectRefused(
      [folder.path, "--like", "tensorboard"],
      """
      error: TensorBoard's CSV holds one series of one run, but several match
        choose one  tfevents export \(file) --like tensorboard --tag loss
      """)
    let one = CommandRun("export", file, "--like", "tensorboard", "--tag", "loss")
    #expect(one.output.split(whereSeparator: \.isNewline).count == 2)
    expectRefused(
      [file, "--like", "tensorboard"],
      """
      error: TensorBoard's CSV holds one series of one run, but several match
        choose one  --tag loss
      """)
    #expect(CommandRun("export", file, "--like", "tensorboard", "--tag", #"x\*"#).status == 0)
  }

  @Test(
    "Every format is the same with one thread and with two",
    arguments: ["csv", "jsonl", "md", "latex"])
  func threads(format: String) throws {
    let tree = try ScanTree(runs: 5)
    for options in [[], ["--wide"], ["--smooth", "centred:5", "--max-points", "9"]] {
      let words = ["export", tree.path, "-f", format] + options
      #expect(CommandRun(words + ["-j", "1"]).output == CommandRun(words + ["-j", "2"]).output)
    }
  }
}
