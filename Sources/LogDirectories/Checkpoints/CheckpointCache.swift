internal import Synchronization

/// A checkpoint with what its name says.
struct FoundCheckpoint: Sendable {
  var checkpoint: Checkpoint
  var label: CheckpointName.Label
}

/// Remembers what stands in directories that many runs have above them; may be used from any thread.
public final class CheckpointCache: Sendable {
  private let directories = Mutex<[LogPath: [FoundCheckpoint]]>([:])
  private let directoriesAbove = Mutex<[LogPath: [FoundCheckpoint]]>([:])
  private let resolvedPaths = Mutex<[LogPath: LogPath?]>([:])

  /// Creates an empty cache.
  public init() {}

  /// What was found in a directory, looked for where it is asked for first.
  func found(
    in directory: LogPath, else search: (LogPath) -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    Self.recall(directory, from: directories) { search(directory) }
  }

  /// What was found in a directory and those above it, looked for where it is asked for first.
  func found(
    from directory: LogPath, else search: () -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    Self.recall(directory, from: directoriesAbove, else: search)
  }

  /// A directory's path without links, asked for once where it is no link itself in one that many runs share.
  func resolved(_ directory: LogPath, mayBeLink: Bool) -> LogPath? {
    if directory.isVague || mayBeLink && directory.isLink { return directory.resolved() }
    let parent = directory.parent
    let resolved = Self.recall(parent, from: resolvedPaths) { parent.resolved() }
    return resolved?.appending(directory.lastComponent.bytes)
  }

  private static func recall<Value: Sendable>(
    _ path: LogPath, from memory: borrowing Mutex<[LogPath: Value]>, else find: () -> Value
  ) -> Value {
    memory.withLock { known in
      if let value = known[path] { return value }
      let value = find()
      known[path] = value
      return value
    }
  }
}
