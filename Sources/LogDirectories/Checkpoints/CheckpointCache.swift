internal import Synchronization

/// A checkpoint with what its name says.
struct FoundCheckpoint: Sendable {
  var checkpoint: Checkpoint
  var label: CheckpointName.Label
}

/// Remembers what stands in directories that many runs have above them; may be used from any thread.
public final class CheckpointCache: Sendable {
  private let directories = Mutex<[LogPath: [FoundCheckpoint]]>([:])

  /// Creates an empty cache.
  public init() {}

  /// What was found in a directory, looked for where it is asked for first.
  func found(
    in directory: LogPath, else search: (LogPath) -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directories.withLock { known in
      if let found = known[directory] { return found }
      let found = search(directory)
      known[directory] = found
      return found
    }
  }
}
