import Foundation
import TestSupport
import Testing

@Suite("Logs that a repository has not fetched are told, with what fetches them")
struct UnfetchedLogTests {
  private static let name = "events.out.tfevents.1790000000.host"
  private static let annexed = "../.git/annex/objects/aa/bb/SHA256E-s1--0/SHA256E-s1--0"

  private func link(_ folder: TemporaryFolder, _ path: String, to target: String) throws {
    let whole = folder.path + "/" + path
    try FileManager.default.createDirectory(
      atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: whole, withDestinationPath: target)
  }

  @Test("A link of git-annex to a log that is not there counts as a file that cannot be read")
  func links() throws {
    let folder = TemporaryFolder()
    try link(folder, "a/" + Self.name, to: Self.annexed)
    var writer = EventFileWriter()
    for step in 1...40 { writer.scalar("train/loss", step: Int64(step), 1 / Float(step)) }
    _ = try folder.write(writer.bytes, to: "b/" + Self.name)
    try link(folder, "b/\(Self.name).2", to: "nowhere")
    let scan = CommandRun("scan", "-f", "jsonl", folder.path)
    #expect(scan.lines.count == 2 && scan.status == 0)
    #expect(scan.lines.allSatisfy { $0.contains(#""unreadable_files":1,"incomplete":true"#) })
    let what = "cannot be read: it has not been fetched: git annex get fetches it"
    #expect(scan.errors.contains("a/\(Self.name) \(what)"))
    #expect(CommandRun("export", folder.path).status == 2)
    #expect(CommandRun("verify", folder.path).status == 2)
    let given = CommandRun("analyze", folder.path + "/a/" + Self.name)
    #expect(given.status == 2 && given.errors.contains("\(Self.name) \(what)"))
    let other = CommandRun("analyze", folder.path + "/b").errors
    #expect(other.contains("it is a link to nothing"))
  }

  @Test(
    "verify says which file is a pointer and what fetches it, and ends with 1",
    arguments: [
      ("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", "git lfs pull"),
      ("/annex/objects/SHA256E-s12--0\n", "a git-annex pointer", "git annex get"),
    ])
  func pointers(text: String, what: String, command: String) throws {
    let folder = TemporaryFolder()
    _ = try folder.write(Array(text.utf8), to: "a/" + Self.name)
    let run = CommandRun("verify", folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains(Self.name))
    #expect(run.output.contains("\(what) and not the log itself: \(command) fetches it"))
    let told = CommandRun("analyze", folder.path)
    #expect(told.status == 2 && told.errors.contains("\(command)  fetches the logs."))
  }

  @Test(
    "So it is for other loggers' logs, beside one that is here or alone",
    arguments: [
      "metrics.csv", "trainer_state.json", "results.csv", "progress.csv",
      "run-20260101_000000-abc.wandb",
    ])
  func otherLogs(name: String) throws {
    let folder = TemporaryFolder()
    let text = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
    _ = try folder.write(Array(text.utf8), to: "a/" + name)
    let alone = CommandRun("scan", "-f", "csv", folder.path)
    #expect(alone.status == 2 && alone.errors.contains("git lfs pull  fetches the logs."))
    var writer = EventFileWriter()
    for step in 1...40 { writer.scalar("train/loss", step: Int64(step), 1 / Float(step)) }
    _ = try folder.write(writer.bytes, to: "b/" + Self.name)
    let scan = CommandRun("scan", "-f", "csv", folder.path)
    #expect(scan.lines.count == 2 && scan.status == 0)
    #expect(scan.errors.contains("\(name) is a Git LFS pointer"))
    let check = CommandRun("verify", folder.path)
    #expect(check.status == 1 && check.output.contains("git lfs pull fetches it"))
  }

  @Test("A table of data that is a pointer is no log")
  func data() throws {
    let folder = TemporaryFolder()
    let text = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
    _ = try folder.write(Array(text.utf8), to: "a/cities.csv")
    #expect(!CommandRun("scan", folder.path).errors.contains("lfs"))
  }
}
