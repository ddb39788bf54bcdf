import EventFiles
import LogDirectories
import Testing

private let event = "events.out.tfevents.1700000000.host"

@Suite("Copies of logs, and files that are none")
struct CopyTests {
  private var log: [UInt8] {
    var writer = LogWriter()
    writer.points([1, 2, 3], from: 1001)
    return writer.bytes
  }

  @Test("A copy, a backup and the beginning of a log are not read beside it, and are told")
  func copies() {
    let tree = TemporaryTree()
    tree.write("run/\(event)", log)
    tree.write("run/Copy of \(event)", log)
    tree.write("run/\(event).bak", log)
    tree.write("run/.\(event).Ab12Cd", Array(log.dropLast(40)))
    let found = tree.find()
    #expect(found.runs.map(\.fileCount) == [1])
    let member = found.runs.first?.members.first
    #expect(member?.files.map(\.path.lastComponent.description) == [event])
    #expect(member?.copies.count == 3)
    #expect(found.ignored.count == 3)
  }

  @Test("A log, what was repaired of it, and a copy that ends in zeros are read once")
  func sameRecords() {
    let tree = TemporaryTree()
    var damaged = log
    damaged[log.count / 2] ^= 0x55
    // One record of three is lost.
    let whole = Array(log.suffix(log.count - 40)).count / 3
    let begun = Array(log.prefix(log.count - whole)) + Array(repeating: 0, count: whole)
    for (name, other) in [("damaged", damaged), ("zeros", begun)] {
      tree.write("\(name)/\(event)", log)
      tree.write("\(name)/\(event).old", other)
      let member = tree.find(name).runs.first?.members.first
      #expect(member?.files.map(\.path.lastComponent.description) == [event])
      #expect(member?.copies.count == 1)
    }
    // A repaired file has the records that were good.
    tree.write("repaired/\(event)", damaged)
    tree.write("repaired/\(event).repaired", goodRecords(damaged))
    #expect(tree.find("repaired").runs.first?.members.first?.copies.count == 1)
  }

  private func goodRecords(_ bytes: [UInt8]) -> [UInt8] {
    var reader = EventFileReader(bytes: bytes)
    var records: [UInt8] = []
    while let isMore = try? reader.copyRecords(to: &records), isMore {}
    return records
  }

  @Test("Of a log and its longer backup the longer is read")
  func longerCopy() {
    let tree = TemporaryTree()
    tree.write("run/\(event)", Array(log.dropLast(40)))
    tree.write("run/\(event).1", log)
    let files = tree.find().runs.first?.members.first?.files ?? []
    #expect(files.map(\.size) == [Int64(log.count)])
  }

  @Test("Two jobs that began in the same second are both read")
  func differentLogs() {
    let tree = TemporaryTree()
    var other = LogWriter(wallTime: 1_000.5)
    other.points([1, 2, 3], from: 1001)
    tree.write("run/\(event)", log)
    tree.write("run/\(event)2", other.bytes)
    #expect(tree.find().runs.map(\.fileCount) == [2])
  }

  @Test("Whoever checks every file gets the copies, too")
  func everyFile() {
    let tree = TemporaryTree()
    tree.write("run/\(event)", log)
    tree.write("run/\(event).bak", log)
    var options = DiscoveryOptions()
    options.takesEveryFile = true
    #expect(tree.find(options: options).runs.map(\.fileCount) == [2])
  }

  @Test("DVC's pointer is told, and checked, where its log was not fetched")
  func pointerBeside() {
    let tree = TemporaryTree(["gone/\(event).dvc", "there/\(event).dvc"])
    tree.write("there/\(event)", log)
    #expect(tree.find("gone").ignored.map(\.reason) == [.pointer(.dvc)])
    #expect(tree.find("there").ignored.isEmpty)
    var options = DiscoveryOptions()
    options.takesEveryFile = true
    #expect(tree.find(options: options).runs.map(\.fileCount) == [1, 1])
  }

  @Test("Files of macOS, DVC's pointers and empty markers make no runs")
  func foreignFiles() {
    let tree = TemporaryTree(["run/\(event).uploaded", "other/._\(event)", "third/\(event).dvc"])
    tree.write("run/\(event)", log)
    tree.write("__MACOSX/run/\(event)", log)
    #expect(tree.find().runs.map(\.fileCount) == [1])
  }

  @Test(
    "A pointer of Git LFS or git-annex is no run, and is told",
    arguments: [
      (
        LargeFileStore.gitLFS,
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n"
      ), (.gitAnnex, "/annex/objects/SHA256E-s12345--0123abcd\n"),
    ])
  func pointers(store: LargeFileStore, pointer: String) {
    let tree = TemporaryTree()
    tree.write("run/\(event)", Array(pointer.utf8))
    let found = tree.find()
    #expect(found.runs.isEmpty)
    #expect(found.ignored.map(\.reason) == [.pointer(store)])
  }
}
