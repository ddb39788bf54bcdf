import EventFiles
import Foundation
import Scalars
import TestSupport
import Testing

@Suite("What arrives as a stream is kept in memory while there is room, then on disk")
struct StreamStoreTests {
  private let folder = TemporaryFolder()

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func room(memory: Int, disk: Int64 = .max) -> StreamRoom {
    StreamRoom(memory: memory, folders: [bytes(folder.path)], disk: disk)
  }

  /// Three files of 3,000, 3,000 and 1,000 bytes.
  private func tar() -> [UInt8] {
    var tar = TarWriter()
    tar.add("a", [UInt8](repeating: 1, count: 3_000))
    tar.add("b", [UInt8](repeating: 2, count: 3_000))
    tar.add("c", [UInt8](repeating: 3, count: 1_000))
    tar.end()
    return tar.bytes
  }

  @Test("The files are the same, however little memory there is, in whichever pieces they arrive")
  func anyMemory() throws {
    let whole = try #require(Unpacked(tar()))
    for packed in [tar(), compressed(tar(), .gzip)] {
      for memory in [0, 999, 1_000, 2_999, 3_000, 4_500, 7_000] {
        for count in [1, 511, 700, 1 << 17] {
          let all = Unpacked(streamed: packed, by: count, room: room(memory: memory))
          #expect(all.files == whole.files && !all.isTold, "\(memory) bytes, by \(count)")
        }
      }
    }
  }

  @Test("Nothing that has a name is left in the folder, not even while it is read")
  func nameless() throws {
    let archive = Archive(streamed: tar(), by: 1_000, room: room(memory: 0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    let location = try #require(archive.location(bytes("b")[...]))
    #expect(try location.contents(limit: 1 << 20) == [UInt8](repeating: 2, count: 3_000))
  }

  @Test("What there is no room for is told, and leaves its room to what comes after it")
  func noRoom() {
    let onDisk = Unpacked(streamed: tar(), by: 700, room: room(memory: 0, disk: 4_500))
    #expect(onDisk.files.keys.sorted() == ["a", "c"])
    #expect(
      onDisk.problems == [.member(bytes("b"), .noRoom(folder: bytes(folder.path), code: nil))])
    #expect(onDisk.files["c"] == [UInt8](repeating: 3, count: 1_000))
    let inMemory = Unpacked(
      streamed: tar(), by: 700, room: StreamRoom(memory: 4_500, folders: []))
    #expect(inMemory.files.keys.sorted() == ["a", "c"])
    #expect(inMemory.problems == [.member(bytes("b"), .noRoom(folder: [], code: nil))])
  }

  @Test("A folder that does not work is told, unless there is another that does")
  func folders() {
    let missing = bytes(folder.path + "/missing")
    let all = Unpacked(
      streamed: tar(), by: 700, room: StreamRoom(memory: 3_500, folders: [missing]))
    #expect(all.files.keys.sorted() == ["a"])
    let problem = ArchiveProblem.Reason.noRoom(folder: missing, code: ENOENT)
    #expect(all.problems == [.member(bytes("b"), problem), .member(bytes("c"), problem)])
    #expect(
      all.problems.first?.text
        == "no room to keep it in \(folder.path)/missing (No such file or directory): "
        + "set TMPDIR to another folder, or save the archive to a file first")
    let other = StreamRoom(memory: 0, folders: [missing, bytes(folder.path)])
    #expect(Unpacked(streamed: tar(), by: 700, room: other).files.count == 3)
  }

  @Test("A hole of any size takes no room, and a size that is only claimed takes none")
  func claims() throws {
    var tar = TarWriter()
    tar.pax([
      ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"),
      ("GNU.sparse.realsize", "\(1 << 35)"),
    ])
    var content = bytes("1\n0\n4\n")
    content += [UInt8](repeating: 0, count: 512 - content.count) + [1, 2, 3, 4]
    tar.add("s", content)
    tar.add("claims", [5, 6], size: 1 << 32)
    let archive = Archive(
      streamed: tar.bytes, by: 600, room: room(memory: 1 << 20, disk: 1_024))
    #expect(archive.problems == [.cutShort(at: Int64(tar.bytes.count))])
    #expect(archive.status(bytes("s")[...])?.size == 1 << 35)
    let sparse = try #require(archive.location(bytes("s")[...]))
    #expect(try sparse.contents(limit: 6, isCut: true) == [1, 2, 3, 4, 0, 0])
    let claims = try #require(archive.location(bytes("claims")[...]))
    #expect(try claims.contents(limit: 1 << 20).prefix(2) == [5, 6])
    #expect(archive.status(bytes("claims")[...])?.size == 512)
  }

  @Test("Members with more holes than are kept in memory are told")
  func holes() throws {
    var tar = TarWriter()
    let map = (0..<65_536).map { "\($0 * 2),1" }.joined(separator: ",")
    for number in 0..<18 {
      tar.pax([("GNU.sparse.size", "131072"), ("GNU.sparse.map", map)])
      tar.add("s\(number)", [UInt8](repeating: 7, count: 65_536))
    }
    tar.end()
    let problems = [16, 17].map {
      ArchiveProblem.member(bytes("s\($0)"), .tooManyHoles)
    }
    let stream = Archive(streamed: tar.bytes, by: 1 << 16, room: room(memory: 0))
    let file = try #require(
      Archive(contents: tar.bytes, path: bytes("a.tar"), isWanted: { _ in true }))
    for archive in [stream, file] {
      #expect(archive.problems == problems)
      let last = try #require(archive.location(bytes("s15")[...]))
      #expect(try last.contents(limit: 3, isCut: true) == [7, 0, 7])
      #expect(archive.location(bytes("s16")[...]) == nil)
    }
  }

  @Test("A log that is a link to a file that is not kept is told")
  func linkToLeftOut() {
    var tar = TarWriter()
    tar.add("object", [1, 2, 3])
    tar.add("tfevents.1", type: "2", link: "object")
    tar.add("tfevents.2", [4])
    tar.add("tfevents.3", type: "2", link: "tfevents.2")
    tar.add("latest", type: "2", link: "object")
    tar.end()
    var rest = tar.bytes[...]
    let archive = Archive(
      streamed: bytes("-"), room: room(memory: 1_000),
      isWanted: { String(decoding: $0, as: UTF8.self).contains("tfevents") }
    ) { () throws(SystemError) in
      defer { rest = [] }
      return Array(rest)
    }
    #expect(
      archive.problems == [.member(bytes("tfevents.1"), .linkToLeftOut(bytes("object")))])
    #expect(
      archive.problems.first?.text
        == "a link to object, which was not kept: save the archive to a file first")
  }

  @Test("Of a file that is there twice, the older is not shown if the newer has no room")
  func replaced() throws {
    var tar = TarWriter()
    tar.add("a", [1])
    tar.add("a", [2, 2])
    tar.end()
    let all = Unpacked(streamed: tar.bytes, by: 700, room: StreamRoom(memory: 2, folders: []))
    #expect(all.files.isEmpty)
    #expect(all.problems == [.member(bytes("a"), .noRoom(folder: [], code: nil))])
  }
}
