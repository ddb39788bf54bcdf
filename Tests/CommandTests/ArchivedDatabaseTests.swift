import Databases
import Foundation
import TestSupport
import Testing

@Suite(
  "A database in an archive is read as one on disk",
  .enabled(if: SQLiteDatabase.isThere, "SQLite is not here"))
struct ArchivedDatabaseTests {
  /// A folder with `mlflow.db`, and the bytes of that file.
  private func written() throws -> (folder: TemporaryFolder, database: [UInt8]) {
    let folder = TemporaryFolder()
    try folder.writeMLflow(runs: [("a", 1_790_000_000), ("b", 1_790_900_000)])
    let file = URL(fileURLWithPath: folder.path + "/mlflow.db")
    return (folder, [UInt8](try Data(contentsOf: file)))
  }

  private func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var tar = TarWriter()
    for file in files { tar.add(file.name, file.bytes) }
    tar.end()
    return tar.bytes
  }

  @Test("Its runs, values and settings are the same in a tar, a zip and a stream")
  func same() throws {
    let (folder, database) = try written()
    let plain = CommandRun("export", folder.path)
    #expect(plain.status == 0 && plain.lines.count == 64)
    var zip = ZipWriter()
    zip.add("mlflow.db", database)
    let whole = tar([("mlflow.db", database)])
    for (name, bytes) in [
      ("a.tar", whole), ("a.tgz", compressed(whole, .gzip)), ("a.zip", zip.finished()),
    ] {
      let path = try folder.write(bytes, to: "archives/" + name)
      let run = CommandRun("export", path)
      #expect(run.status == 0 && run.lines == plain.lines, "\(name): \(run.errors)")
      let record = CommandRun("analyze", "-f", "jsonl", path, "--runs", "demo/a").output
      #expect(record.contains(#""lr":"0.001""#) && record.contains(#""state":"finished""#))
    }
    let scanned = CommandRun(["scan", "--tar", "-", "-f", "csv"], input: [whole])
    #expect(scanned.status == 0 && scanned.lines.count == 3, "\(scanned.errors)")
  }

  @Test("A database whose header names a log of changes is read if that log is empty or not there")
  func journalMode() throws {
    var (folder, database) = try written()
    (database[18], database[19]) = (2, 2)
    for files in [[("mlflow.db", database)], [("mlflow.db", database), ("mlflow.db-wal", [])]] {
      let run = CommandRun("scan", "-f", "csv", try folder.write(tar(files), to: "a.tar"))
      #expect(run.status == 0 && run.lines.count == 3, "\(run.errors)")
    }
  }

  @Test("If changes are in a file beside it, the message is to unpack the archive")
  func changesBeside() throws {
    let (folder, database) = try written()
    let archive = tar([("mlflow.db", database), ("mlflow.db-wal", [1, 2, 3])])
    let run = CommandRun("analyze", try folder.write(archive, to: "a.tar"))
    #expect(run.status == 2)
    #expect(run.errors.contains("unpack the archive to read both"), "\(run.errors)")
  }

  @Test("A database that is cut or damaged is reported", arguments: [0, 30, 4096, 12_288])
  func damaged(length: Int) throws {
    let (folder, database) = try written()
    let archive = tar([("mlflow.db", Array(database.prefix(length)))])
    let run = CommandRun("analyze", try folder.write(archive, to: "a.tar"))
    #expect(run.status == 2 && !run.errors.isEmpty)
    #expect(length == 0 || run.errors.contains("mlflow.db"), "\(run.errors)")
  }

  @Test("A damaged database is reported under any name, for Trackio calls its file by the project")
  func damagedUnderAnyName() throws {
    let (folder, database) = try written()
    // What is left of it is the page that describes the tables.
    var page = Array(database.prefix(4096))
    page.replaceSubrange(200..<208, with: Array("run_name".utf8))
    let archive = tar([("project.db", page)])
    let run = CommandRun("analyze", try folder.write(archive, to: "a.tar"))
    #expect(run.status == 2)
    #expect(run.errors.contains("project.db"), "\(run.errors)")
    _ = try folder.write(page, to: "disk/project.db")
    let onDisk = CommandRun("scan", folder.path + "/disk")
    #expect(onDisk.status == 2 && onDisk.errors.contains("project.db"), "\(onDisk.errors)")
    // Databases of other programs are none of Trackio's.
    _ = try folder.write(
      Array("SQLite format 3\0".utf8) + Array(repeating: 0, count: 4080), to: "other/study.db")
    let other = CommandRun("scan", folder.path + "/other")
    #expect(!other.errors.contains("study.db"), "\(other.errors)")
  }
}
