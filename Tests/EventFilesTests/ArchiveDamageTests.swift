import EventFiles
import TestSupport
import Testing

@Suite(
  "Whatever bit of an archive is wrong, wherever it is cut, no wrong value is read, all is told")
struct ArchiveDamageTests {
  private static let names = ["runs/a/events.out.tfevents.1", "runs/b/events.out.tfevents.2"]

  private static func logs() -> [[UInt8]] {
    (0..<2).map { run in
      var file = EventFileWriter()
      for step in 1...2 { file.scalar(step: Int64(step), Float(step) / Float(run + 3)) }
      return file.bytes
    }
  }

  private static func tar() -> [UInt8] {
    var tar = TarWriter()
    for (name, log) in zip(names, logs()) { tar.add(name, log) }
    tar.end()
    return tar.bytes
  }

  private static func zipped() -> [UInt8] {
    var archive = ZipWriter()
    var stored = ZipWriter.Options()
    stored.isDeflated = false
    for (number, (name, log)) in zip(names, logs()).enumerated() {
      archive.add(name, log, number == 0 ? stored : ZipWriter.Options())
    }
    return archive.finished()
  }

  /// Every archive, with the name that shows its kind.
  private static let archives: [(name: String, bytes: [UInt8])] = [
    ("a.tar", tar()), ("a.tar.gz", compressed(tar(), .gzip)), ("a.zip", zipped()),
  ]

  /// Reads a damaged archive: its rows are a part of the right ones, and none is missing without a
  /// message.
  private func check(_ bytes: [UInt8], _ name: String, _ what: String) throws {
    let right = try Self.logs().flatMap { try Reading($0).rows }
    guard let all = Unpacked(bytes, at: name) else {
      // It is read as an event file, and reported as not being one.
      let reading = try Reading(bytes)
      #expect(
        reading.rows.isEmpty && (reading.outcome.tail != nil || !reading.outcome.damage.isEmpty),
        "\(name), \(what)")
      return
    }
    let rows = all.rows.values.flatMap { $0 }
    let wrong = rows.filter { !right.contains($0) }
    #expect(wrong.isEmpty, "\(name), \(what): \(wrong)")
    if rows.count != right.count { #expect(all.isTold, "\(name), \(what): \(rows.count) rows") }
  }

  @Test("Every cut", arguments: archives.map(\.name))
  func cuts(_ name: String) throws {
    let bytes = try #require(Self.archives.first { $0.name == name }?.bytes)
    #expect(try #require(Unpacked(bytes, at: name)).rows.values.flatMap { $0 }.count == 4)
    #expect(try !#require(Unpacked(bytes, at: name)).isTold)
    let folder = TemporaryFolder()
    for count in 0..<bytes.count {
      try check(Array(bytes[..<count]), name, "cut at \(count)")
      if name != "a.zip" {
        for memory in [0, 1 << 20] {
          let room = StreamRoom(memory: memory, folders: [Array(folder.path.utf8)])
          let stream = Unpacked(streamed: Array(bytes[..<count]), by: 512, room: room)
          let rows = stream.rows.values.reduce(0) { $0 + $1.count }
          #expect(rows == 4 || stream.isTold, "streamed, cut at \(count)")
        }
      }
    }
  }

  @Test("Every bit", arguments: archives.map(\.name))
  func bits(_ name: String) throws {
    let bytes = try #require(Self.archives.first { $0.name == name }?.bytes)
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        try check(damaged, name, "bit \(bit) of byte \(place)")
      }
    }
  }
}
