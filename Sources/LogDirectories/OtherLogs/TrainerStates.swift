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
    return latest
  }

  private static func isCheckpoint(_ path: LogPath) -> Bool {
    let name = path.lastComponent.bytes
    return name.starts(with: checkpoint) && name.count > checkpoint.count
      && name[checkpoint.count...].allSatisfy(isDigit)
  }
}
