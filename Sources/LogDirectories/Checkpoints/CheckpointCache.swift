internal import Synchronization

/// A checkpoint with the facts in its name.
struct FoundCheckpoint: Sendable {
  var checkpoint: Checkpoint
  var label: CheckpointName.Label
}

/// Directories above a run: the nearest one, and how many there are up from it.
struct DirectoriesAbove: Hashable {
  var first: LogPath
  var count: Int
}

/// A cache of the checkpoints in directories that many runs have above them; safe to use from any
/// thread.
public final class CheckpointCache: Sendable {
  private let directories = OnceTable<LogPath, [FoundCheckpoint]>()
  private let directoriesAbove = OnceTable<DirectoriesAbove, [FoundCheckpoint]>()
  private let resolvedPaths = OnceTable<LogPath, LogPath?>()

  /// Creates an empty cache.
  public init() {}

  /// The checkpoints in a directory; read at the first request.
  func found(
    in directory: LogPath, else search: (LogPath) -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directories.value(of: directory) { search(directory) }
  }

  /// The checkpoints in the directories above a run; read at the first request.
  func found(
    in directories: DirectoriesAbove, else search: () -> [FoundCheckpoint]
  ) -> [FoundCheckpoint] {
    directoriesAbove.value(of: directories, else: search)
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

/// Values by key, each computed once: a caller waits for a value that another thread is computing,
/// but for no other.
private final class OnceTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Place: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let places = Mutex<[Key: Place]>([:])

  func value(of key: Key, else find: () -> Value) -> Value {
    let place = places.withLock { places in
      if let known = places[key] { return known }
      let place = Place()
      places[key] = place
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
