import TextFormats

/// Chooses which of a training's trainer states is read.
enum TrainerStates {
  private static let checkpoint = Array("checkpoint-".utf8)

  /// The directories with states; those of a training's checkpoints are joined to one run, in the
  /// directory that holds them.
  ///
  /// Each state holds the whole history up to its own step, so the largest file is the one to read.
  static func latest(_ directories: [RunDirectory], below roots: [LogPath]) -> [RunDirectory] {
    var latest: [RunDirectory] = []
    var places: [LogPath: Int] = [:]
    for directory in directories {
      var directory = directory
      if isCheckpoint(directory.path) { directory.rise(below: roots) }
      if let place = places[directory.path] {
        let known = latest[place].files.map(\.size).max() ?? 0
        let size = directory.files.map(\.size).max() ?? 0
        if size > known { latest[place] = directory }
      } else {
        places[directory.path] = latest.count
        latest.append(directory)
      }
    }
    return withoutCopies(latest, places)
  }

  /// Removes directories directly below a training's that hold the same history, or its beginning:
  /// a saved model, or a renamed checkpoint.
  private static func withoutCopies(
    _ directories: [RunDirectory], _ places: [LogPath: Int]
  ) -> [RunDirectory] {
    var kept = directories
    var copies: Set<Int> = []
    for (place, directory) in directories.enumerated() {
      guard let above = places[directory.path.parent], above != place,
        let file = directory.files.last, let other = kept[above].files.last,
        let mine = history(file), let its = history(other)
      else { continue }
      if its.starts(with: mine) {
        kept[above].copies.append(LogCopy(path: file.path, original: other.path))
      } else if mine.starts(with: its) {
        kept[above].files = [file]
        kept[above].copies.append(LogCopy(path: other.path, original: file.path))
      } else {
        continue
      }
      copies.insert(place)
    }
    return kept.indices.filter { !copies.contains($0) }.map { kept[$0] }
  }

  /// The bytes of a state's history up to the end of its last entry; nil if it has none, or is too
  /// large to be compared.
  private static func history(_ file: LogFile) -> ArraySlice<UInt8>? {
    guard file.size <= largest, let bytes = try? file.path.contents(limit: Int(largest)),
      let key = bytes.place(of: Array("\"log_history\"".utf8)),
      let start = bytes[key...].firstIndex(of: UInt8(ascii: "[")),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "]")),
      let last = bytes[start..<end].lastIndex(of: UInt8(ascii: "}")),
      // Else it is the end of a list in an entry.
      bytes[last + 1..<end].allSatisfy({ $0 <= 32 })
    else { return nil }
    return bytes[start...last]
  }

  /// The largest state that is compared with another.
  private static let largest: Int64 = 16 << 20

  private static func isCheckpoint(_ path: LogPath) -> Bool {
    let name = path.lastComponent.bytes
    return name.starts(with: checkpoint) && name.count > checkpoint.count
      && name[checkpoint.count...].allSatisfy(isDigit)
  }
}
