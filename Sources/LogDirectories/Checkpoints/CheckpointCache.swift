internal import Synchronization

/// A checkpoint with the facts in its name.
struct FoundCheckpoint: Sendable {
  var checkpoint: Checkpoint
  var label: CheckpointName.Label
}

/// A cache of the checkpoints in directories that many runs have above them; safe to use from any
/// thread.
public final class CheckpointCache: Sendable {
  private let directories = OnceTable<[FoundCheckpoint]>()
  private let directoriesAbove = OnceTable<[FoundCheckpoint]>()
  private let resolvedPaths = OnceTable<LogPath?>()

  /// Creates an empty cache.
  public init() {}

  /// The checkpoints in a directory; read at the first request.
  func found(
    in directory: LogPath, else search: (LogPath) -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directories.value(of: directory) { search(directory) }
  }

  /// The checkpoints in a directory and those above it; read at the first request.
  func found(
    from directory: LogPath, else search: () -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directoriesAbove.value(of: directory, else: search)
  }

  /// A directory's path without links; looked up once for all runs in one parent, unless the
  /// directory is a link itself.
  func resolved(_ directory: LogPath, mayBeLink: Bool) -> LogPath? {
    if directory.isVague || mayBeLink && directory.isLink { return directory.resolved() }
    let parent = directory.parent
    let resolved = resolvedPaths.value(of: parent) { parent.resolved() }
    return resolved?.appending(directory.lastComponent.bytes)
  }
}

/// Values by path, each computed once: a caller waits for a value that another thread is computing,
/// but for no other.
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
