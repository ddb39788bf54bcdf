import TextFormats

/// The history in Hugging Face Trainer's `trainer_state.json`.
enum TrainerHistory {
  /// The values of `log_history`, under the tags by which Trainer logs them to TensorBoard.
  ///
  /// That is `eval/…` for `eval_…`, `test/…` for `test_…`, `train/…` for the rest. Nil where the text is no
  /// JSON object with such a list; what is no number is left out, and an entry without a
  /// step.
  static func rows(_ bytes: [UInt8]) -> [LoggedValue]? {
    guard let state = try? JSONReader.read(bytes[...]), let history = state["log_history"]?.array
    else { return nil }
    return history.enumerated().flatMap { number, entry -> [LoggedValue] in
      guard let fields = entry.members else { return [] }
      guard let step = entry["step"].flatMap(step) else {
        return [.leftOut("entry \(number + 1) of log_history: \(LoggedValue.noStep)")]
      }
      return fields.compactMap { field in
        guard field.name != "step", let value = field.value.number else { return nil }
        return LoggedValue(tag: tag(field.name), step: step, value: value)
      }
    }
  }

  /// What is wrong with a text that is no JSON; nil where it is JSON.
  static func flaw(_ bytes: [UInt8]) -> String? {
    do throws(JSONError) { _ = try JSONReader.read(bytes[...]) } catch {
      return error.offset >= bytes.count
        ? "it is cut short, at byte \(error.offset)" : "\(error.reason), at byte \(error.offset)"
    }
    return nil
  }

  private static func step(_ value: JSONValue) -> Int64? {
    value.integer ?? value.number.flatMap { Int64(exactly: $0) }
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
