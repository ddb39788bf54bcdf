import EventFiles
import Scalars

/// Reads archives of any bytes.
public enum ArchiveCheck {
  /// No file is read further.
  private static let limit = 1 << 20

  /// Reads `input` as each kind of archive, unchanged and with the first bytes of each kind.
  ///
  /// Checked: a stream gives the same files as a file, in pieces of any size; reading again gives
  /// the same; a file has as many bytes as was reported, unless a problem was reported for it.
  public static func run(_ input: [UInt8]) throws {
    try read(input, "a.tar")
    try read(input, "a.zip")
    try read(withChecksums(input), "a.tar")
    try read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + input, "a.tgz")
    try read([0x50, 0x4B, 3, 4] + input, "a")
    let stream = streamed(input)
    // A stream leaves out what there is no room for, and is never treated as a zip archive.
    let isTar = Archive.isTar(input)
    if !isTar || stream.problems.contains(where: isWithoutRoom) { return }
    guard list(stream) == list(contents(input, "a.tar")) else {
      throw Contradiction("as a stream it has other files")
    }
  }

  /// Blocks that look like headers get good checksums, which a fuzzer cannot find by itself.
  private static func withChecksums(_ input: [UInt8]) -> [UInt8] {
    var bytes = input
    for start in stride(from: 0, to: bytes.count - 511, by: 512) where bytes[start + 257] == 0x75 {
      for place in 148..<156 { bytes[start + place] = 0x20 }
      let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
      let digits = Array(String(sum, radix: 8).utf8)
      bytes.replaceSubrange(start + 148..<start + 148 + digits.count, with: digits)
    }
    return bytes
  }

  private static func read(_ bytes: [UInt8], _ name: String) throws {
    guard let first = contents(bytes, name) else { return }
    guard list(first) == list(contents(bytes, name)) else {
      throw Contradiction("read anew, \(name) has other files")
    }
  }

  private static func contents(_ bytes: [UInt8], _ name: String) -> Archive? {
    Archive(contents: bytes, path: Array(name.utf8), isWanted: { _ in true })
  }

  private static func streamed(_ bytes: [UInt8]) -> Archive {
    var rest = bytes[...]
    // Little memory, so that most files go to the disk.
    let room = StreamRoom(memory: 600, folders: [Array("/var/tmp".utf8)], disk: Int64(limit))
    return Archive(streamed: Array("a.tar".utf8), room: room, isWanted: { _ in true }) {
      () throws(SystemError) in
      defer { rest = rest.dropFirst(97) }
      return Array(rest.prefix(97))
    }
  }

  private static func isWithoutRoom(_ problem: ArchiveProblem) -> Bool {
    if case .member(_, .noRoom) = problem { return true }
    return false
  }

  /// Every file with its bytes, as far as they can be read, and every problem.
  private static func list(_ archive: Archive?) -> [String] {
    guard let archive else { return [] }
    var lines: [String] = []
    var pending = [[UInt8]()]
    while let path = pending.popLast() {
      let entries = archive.entries(path[...])?.entries ?? []
      for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
        let below = path + [UInt8(ascii: "/")] + entry.name
        _ = archive.resolved(below[...])
        if entry.kind == .directory { pending.append(below) }
        guard let location = archive.location(below[...]) else { continue }
        let size = archive.status(below[...])?.size ?? -1
        do throws(EventFileError) {
          let bytes = try location.contents(limit: limit, isCut: true)
          lines.append("\(below) \(min(size, Int64(limit))) \(bytes)")
        } catch { lines.append("\(below) \(error)") }
        // Also as an event file: that must not crash. Large holes are skipped to save time.
        if size > limit { continue }
        var reader = EventFileReader(location)
        var batch = ScalarBatch()
        while (try? reader.read(into: &batch)) == true {}
      }
    }
    return lines
  }
}
