import TextFormats

/// Decides which directories above a run may hold its checkpoints.
///
/// Up to the path that the user gave, any may. Beyond it, only where a framework puts the log into
/// a folder of its own inside the folder with the checkpoints: `out/runs/Nov29_12-00-00_host` (the
/// Trainer), `dump/tb/20260101-0000` (torchtitan), `model/tensorboard`,
/// `work/20260101_120000/vis_data` (MMEngine), `model/train` (Keras).
enum CheckpointPlaces {
  /// How many directories above a run's directory are searched.
  static let levelsAbove = 3

  private static let folders: Set<String> = [
    "tb", "tb_logs", "tensorboard", "tensorboard_log", "tensorboard_logs", "vis_data",
  ]

  /// The run's directory and those above it, the nearest first.
  ///
  /// - Parameters:
  ///   - directory: The run's directory, without links.
  ///   - depth: How many of the directories above are not above the given path.
  ///
  /// - Returns: At least the run's directory.
  static func above(_ directory: LogPath, depth: Int) -> [LogPath] {
    var places = [directory]
    var path = directory
    for level in 0..<levelsAbove {
      let parent = path.parent
      if parent == path || parent.bytes == [UInt8(ascii: ".")] { break }
      // Files beside an archive do not belong to the runs in it.
      if path.archive != nil, parent.archive == nil { break }
      if level >= depth, !isLogFolder(path, above: level == 0 ? nil : places[level - 1]) { break }
      places.append(parent)
      path = parent
    }
    return places
  }

  /// Whether a framework makes this folder for logs inside the folder with the checkpoints.
  private static func isLogFolder(_ path: LogPath, above inner: LogPath?) -> Bool {
    let name = path.lastComponent.description
    if isMadeByFramework(name) { return true }
    guard name == "runs", let inner else { return false }
    return ShortRunNames.isStamp(inner.lastComponent.description)
  }

  /// How many directories above `directory` are not above `root`; at most as many as are searched.
  static func depth(of directory: LogPath, below root: LogPath) -> Int {
    // The given path is a file in the directory.
    guard directory.isBelow(root) else { return 0 }
    // A name begins after each slash.
    var (count, isBehindSlash) = (0, root.bytes.last == UInt8(ascii: "/"))
    for byte in directory.bytes[root.bytes.count...] {
      let isSlash = byte == UInt8(ascii: "/")
      if isBehindSlash, !isSlash { count += 1 }
      isBehindSlash = isSlash
    }
    return min(count, levelsAbove)
  }

  /// Whether a framework gives this name to the folder of a log, so that it is not the name of a
  /// run.
  private static func isMadeByFramework(_ name: String) -> Bool {
    ShortRunNames.isStamp(name) || folders.contains(name.lowercased())
      || RoleWords.role(ofDirectory: name) != nil || isTime(name)
  }

  /// Whether it is a date or a time in digits, such as `20260101-0000`.
  private static func isTime(_ name: String) -> Bool {
    let digits = name.utf8.count { isDigit($0) }
    return digits >= 8 && name.utf8.first.map(isDigit) == true
      && name.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }
}
