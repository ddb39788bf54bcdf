import TextFormats

/// The history in Hugging Face Trainer's `trainer_state.json`.
enum TrainerHistory {
  /// The values of `log_history`, under the tags by which Trainer logs them to TensorBoard.
  ///
  /// That is `eval/…` for `eval_…`, `test/…` for `test_…`, `train/…` for the rest. Nil where the text is no
  /// JSON object with such a list; what is no number is left out.
  static func rows(_ bytes: [UInt8]) -> [LoggedValue]? {
    guard let state = try? JSONReader.read(bytes[...]), let history = state["log_history"]?.array
    else { return nil }
    return history.flatMap { entry -> [LoggedValue] in
      guard let fields = entry.members, let step = entry["step"]?.integer else { return [] }
      return fields.compactMap { field in
        guard field.name != "step", let value = field.value.number else { return nil }
        return LoggedValue(tag: tag(field.name), step: step, value: value)
      }
    }
  }

  private static func tag(_ key: String) -> String {
    for role in ["eval", "test"] where key.hasPrefix(role + "_") {
      return role + "/" + key.dropFirst(role.count + 1)
    }
    return "train/" + key
  }
}

/// Which of a training's trainer states is read.
enum TrainerStates {
  private static let checkpoint = Array("checkpoint-".utf8)

  /// The directories that hold states, those of a training's checkpoints as one run: the directory that
  /// holds them.
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
