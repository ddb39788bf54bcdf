import Scalars
import TextFormats

/// Follows which runs appear and disappear below log directories.
public struct LiveLogDirectory: Sendable {
  /// What happened to a run since the last look.
  public enum Change: Sendable, Hashable {
    /// It was not there before.
    case appeared(Run)
    /// It has other directories than before; changes of its files are reported by `LiveRun`.
    case changed(Run)
    /// It is gone; its path is given.
    case vanished(String)
  }

  private let paths: [LogPath]
  private let options: DiscoveryOptions
  private var runs: [ByteKey: Run] = [:]
  /// The result of the last look; before the first, nothing.
  public private(set) var found = Found()

  /// Begins to follow the runs below `paths`, which need not exist yet.
  public init(_ paths: [String], options: DiscoveryOptions = DiscoveryOptions()) {
    self.paths = paths.map { LogPath($0) }
    self.options = options
  }

  /// Looks again, and returns the changes: first the runs that vanished, then the others in their
  /// order.
  public mutating func refresh() -> [Change] {
    found = LogDirectory.find(paths, options: options)
    let now = Dictionary(
      found.runs.map { (ByteKey($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    // If a directory could not be listed, the runs below it are not reported as gone.
    let unread = found.unread.map(\.path)
    let hidden = runs.filter { path, run in
      now[path] == nil && unread.contains { run.directory.isBelow($0) }
    }
    let gone = runs.keys.filter { now[$0] == nil && hidden[$0] == nil }.sorted {
      naturallyPrecedes($0.text, $1.text)
    }
    let changes = found.runs.compactMap { run -> Change? in
      guard let before = runs[ByteKey(run.path)] else { return .appeared(run) }
      return before.members.map(\.directory) == run.members.map(\.directory) ? nil : .changed(run)
    }
    runs = now.merging(hidden) { current, _ in current }
    return gone.map { .vanished($0.text) } + changes
  }
}
