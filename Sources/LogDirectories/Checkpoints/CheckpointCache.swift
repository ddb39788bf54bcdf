internal import Synchronization

/// A checkpoint with what its name says.
struct FoundCheckpoint: Sendable {
  var checkpoint: Checkpoint
  var label: CheckpointName.Label
}

/// Remembers what stands in directories that many runs have above them; may be used from any thread.
public final class CheckpointCache: Sendable {
  private let directories = OnceTable<[FoundCheckpoint]>()
  private let directoriesAbove = OnceTable<[FoundCheckpoint]>()
  private let resolvedPaths = OnceTable<LogPath?>()

  /// Creates an empty cache.
  public init() {}

  /// What was found in a directory, looked for where it is asked for first.
  func found(
    in directory: LogPath, else search: (LogPath) -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directories.value(of: directory) { search(directory) }
  }

  /// What was found in a directory and those above it, looked for where it is asked for first.
  func found(
    from directory: LogPath, else search: () -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directoriesAbove.value(of: directory, else: search)
  }

  /// A directory's path without links, asked for once where it is no link itself in one that many runs share.
  func resolved(_ directory: LogPath, mayBeLink: Bool) -> LogPath? {
    if directory.isVague || mayBeLink && directory.isLink { return directory.resolved() }
    let parent = directory.parent
    let resolved = resolvedPaths.value(of: parent) { parent.resolved() }
    return resolved?.appending(directory.lastComponent.bytes)
  }
}

/// Values of paths, each found once: who asks for one that is being found waits for it, and for no other.
private final class OnceTable<Value: Sendable>: Sendable {
  private final class Place: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let places = Mutex<[LogPath: Place]>([:])

  func value(of path: LogPath, else find: () -> Value) -> Value {
    let place = places.withLock { places in
      if let known = places[path] { return known }
      let place = Place()
      places[path] = place
      return place
    }
    return place.value.withLock { value in
      if let value { return value }
      let found = find()
      value = found
      return found
    }
  }
}
