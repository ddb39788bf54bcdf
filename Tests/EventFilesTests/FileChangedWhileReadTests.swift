import Scalars
import TestSupport
import Testing

@testable import EventFiles

@Suite("Files that change while they are read")
struct FileChangedWhileReadTests {
  /// A file that takes several reads.
  private static let long: [UInt8] = {
    var writer = EventFileWriter()
    for step in 0..<20_000 { writer.scalar("loss", step: Int64(step), Float(step)) }
    return writer.bytes
  }()

  /// Reads a batch, lets the file be changed, and reads the rest.
  private func read(_ file: TemporaryFile, change: () -> Void) throws -> Int {
    var reader = EventFileReader(path: file.path)
    var batch = ScalarBatch()
    var points = 0
    _ = try reader.read(into: &batch)
    points += batch.count
    change()
    while try reader.read(into: &batch) { points += batch.count }
    return points + batch.count
  }

  @Test("A file that is cut while it is read is an error, and no shorter answer")
  func cut() throws {
    let file = TemporaryFile(Self.long)
    let half = Self.long.count / 2
    #expect {
      try read(file) { file.truncate(to: UInt64(half)) }
    } throws: { error in
      if case .truncated(_, Int64(half), _)? = error as? EventFileError { true } else { false }
    }
  }

  @Test("A file that is written anew while it is read is an error")
  func rewritten() throws {
    let file = TemporaryFile(Self.long)
    var other = Self.long
    other[20] ^= 1
    #expect(throws: EventFileError.rewritten(path: file.path, offset: 0)) {
      try read(file) { file.write(other) }
    }
  }

  @Test("A file that became shorter or longer after it was found is read as it is")
  func changedBefore() throws {
    let file = TemporaryFile(Self.long)
    for difference in [-100, 0, 100] {
      let facts = FileFacts(
        device: 0, inode: 0, size: Int64(Self.long.count - difference), modified: 0)
      var reader = EventFileReader(.path(Array(file.path.utf8), seen: facts))
      var batch = ScalarBatch()
      var points = 0
      while try reader.read(into: &batch) { points += batch.count }
      #expect(points + batch.count == 20_000)
    }
    file.truncate(to: 1_000)
    let facts = FileFacts(device: 0, inode: 0, size: Int64(Self.long.count), modified: 0)
    var reader = EventFileReader(.path(Array(file.path.utf8), seen: facts))
    var batch = ScalarBatch()
    while try reader.read(into: &batch) {}
    #expect(reader.outcome.tail?.kind == .truncated)
  }

  @Test("A file that grows while it is read is read as far as it reached, without an error")
  func grown() throws {
    let file = TemporaryFile(Self.long)
    let points = try read(file) {
      file.append(EventFileWriter.record(ProtobufMessage.event(step: 1).bytes))
    }
    #expect(points == 20_000)
  }
}
