import EventFiles
import Scalars
import TestSupport

/// The content of an archive in memory: files with their bytes, links, and what could not be read.
struct Unpacked {
  var files: [String: [UInt8]] = [:]
  /// Files that could not be read whole, and why.
  var failures: [String: String] = [:]
  var rows: [String: [Row]] = [:]
  /// Whether any problem was reported: about the archive, a file, or its records.
  var isTold = false
  var problems: [ArchiveProblem] = []

  /// Reads every file as bytes, and those with the name of an event file also as event files.
  init?(_ bytes: [UInt8], at path: String = "a.tar") {
    guard let archive = Archive(contents: bytes, path: Array(path.utf8), isWanted: { _ in true })
    else { return nil }
    self.init(archive)
  }

  /// The same for an archive that arrives in pieces of some bytes, and is kept where there is room.
  init(
    streamed bytes: [UInt8], by count: Int, room: StreamRoom = StreamRoom(folders: [])
  ) {
    self.init(Archive(streamed: bytes, by: count, room: room))
  }

  init(_ archive: Archive) {
    problems = archive.problems
    isTold = !problems.isEmpty
    take("", archive)
  }

  private mutating func take(_ path: String, _ archive: Archive) {
    for entry in archive.entries(Array(path.utf8)[...])?.entries ?? [] {
      let name = (path.isEmpty ? "" : path + "/") + String(decoding: entry.name, as: UTF8.self)
      let below = Array(name.utf8)[...]
      switch entry.kind {
      case .directory: take(name, archive)
      case .link, .file:
        guard let location = archive.location(below) else { continue }
        read(name, location)
      case .other: continue
      }
    }
  }

  private mutating func read(_ name: String, _ location: FileLocation) {
    do throws(EventFileError) {
      files[name] = try location.contents(limit: 1 << 24)
    } catch {
      failures[name] = "\(error)"
      isTold = true
    }
    guard name.contains("tfevents") else { return }
    guard let reading = try? Reading(location) else {
      isTold = true
      return
    }
    rows[name] = reading.rows
    if !reading.outcome.damage.isEmpty || reading.outcome.tail != nil { isTold = true }
  }
}

extension Archive {
  /// An archive that arrives in pieces of some bytes; every file is wanted.
  convenience init(streamed bytes: [UInt8], by count: Int, room: StreamRoom) {
    var rest = bytes[...]
    self.init(streamed: Array("-".utf8), room: room, isWanted: { _ in true }) {
      () throws(SystemError) in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}
