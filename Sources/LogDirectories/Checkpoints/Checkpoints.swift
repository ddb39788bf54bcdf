/// A checkpoint on disk.
public struct Checkpoint: Sendable, Hashable {
  /// Its name, such as `checkpoint-2400`.
  public let name: String
  /// Where it is.
  public let path: LogPath
  /// The step it was saved at; nil if its name gives only an epoch.
  public let step: Int64?
  /// The epoch it was saved at; nil if its name gives none.
  public let epoch: Int64?
}

/// The checkpoints that a run left on disk, as far as their names tell.
///
/// Searched in the run's directory, in up to three directories above it, and in their
/// subdirectories with the usual names. Directories above the given path are searched only where a
/// framework puts the log into a folder of its own, such as `runs/<date>_<host>`. At most 10,000
/// entries per directory and 64 subdirectories of each are looked at.
public struct Checkpoints: Sendable {
  private static let usualNames = [
    "checkpoints", "checkpoint", "ckpt", "ckpts", "weights", "models", "saved_models",
  ].map { Array($0.utf8) }
  private static let entryLimit = 10_000
  private static let directoryLimit = 64

  /// All checkpoints found; those nearest to the run first, each directory's in natural order.
  public let all: [Checkpoint]
  private let labels: [CheckpointName.Label]

  /// Looks for the checkpoints of `run`.
  ///
  /// With a cache, a directory above several runs is listed only once.
  public init(of run: Run, cache: CheckpointCache? = nil) {
    let found: [FoundCheckpoint]
    let places = Self.places(of: run, cache)
    if let cache, !run.sight.mayHoldCheckpoints, !run.sight.mayBeLink, !run.directory.isVague {
      // Runs beside each other search the same directories above them, but not the same number of
      // them.
      let above = DirectoriesAbove(first: run.directory.parent, count: places.count - 1)
      found = cache.found(in: above) { Self.found(for: run, in: places, cache) }
    } else {
      found = Self.found(for: run, in: places, cache)
    }
    all = found.map(\.checkpoint)
    labels = found.map(\.label)
  }

  private static func found(
    for run: Run, in places: [LogPath], _ cache: CheckpointCache?
  ) -> [FoundCheckpoint] {
    // The target of a link is not below the directories that were listed.
    let barren = run.sight.mayBeLink ? 0 : run.sight.barrenAbove
    return places.enumerated().flatMap { level, directory -> [FoundCheckpoint] in
      if level > 0, level <= barren { return [] }
      if level > 0 { return cache?.found(in: directory, else: search) ?? search(directory) }
      return run.sight.mayHoldCheckpoints ? search(directory) : []
    }
  }

  /// The checkpoints in a directory and in its subdirectories with the usual names.
  static func search(_ directory: LogPath) -> [FoundCheckpoint] {
    var found: [FoundCheckpoint] = []
    var looked = 0
    var pending = [directory]
    while let next = pending.popLast(), looked < directoryLimit {
      looked += 1
      guard let listing = try? DirectoryListing(next, limit: entryLimit) else { continue }
      for entry in listing.entries where mayLead(entry) {
        let name = LogPath(bytes: entry.name).description
        let path = next.appending(entry.name)
        if let label = CheckpointName.label(name) {
          if entry.kind == .directory, holdsEventFiles(path) { continue }
          if entry.kind == .link, (try? path.status()) == nil { continue }
          let checkpoint = Checkpoint(name: name, path: path, step: label.step, epoch: label.epoch)
          found.append(FoundCheckpoint(checkpoint: checkpoint, label: label))
        } else if next == directory, isUsual(entry) {
          pending.append(path)
        }
      }
    }
    return found
  }

  /// Whether a directory is a run rather than a checkpoint, whatever its name is.
  private static func holdsEventFiles(_ path: LogPath) -> Bool {
    let entries = (try? DirectoryListing(path, limit: entryLimit))?.entries ?? []
    return entries.contains { $0.kind != .directory && EventFileName.isEventFile($0.name) }
  }

  /// Whether a search of the directory that contains this entry may find a checkpoint because of
  /// it.
  static func mayLead(_ entry: DirectoryListing.Entry) -> Bool {
    CheckpointName.mayBeOne(entry.name) || isUsual(entry)
  }

  /// Whether it is a directory that checkpoints are usually in.
  private static func isUsual(_ entry: DirectoryListing.Entry) -> Bool {
    entry.kind == .directory
      && usualNames.contains {
        $0.count == entry.name.count && CheckpointName.begins(entry.name.span, $0)
      }
  }

  /// The checkpoint that was saved at `step` or, if names count epochs, at `epoch`.
  ///
  /// - Parameters:
  ///   - step: The step as it was logged; the names of Lightning's checkpoints are one higher.
  ///   - epoch: The epoch at that step, if it is known.
  ///
  /// - Returns: The checkpoint nearest to the run's directory; nil if there is none.
  public func at(step: Int64, epoch: Int64? = nil) -> Checkpoint? {
    let exact = labels.firstIndex { $0.step == step }
    let ahead = labels.firstIndex { $0.isOneAhead && $0.step == step &+ 1 }
    let byEpoch = labels.firstIndex { $0.step == nil && $0.epoch != nil && $0.epoch == epoch }
    return (exact ?? ahead ?? byEpoch).map { all[$0] }
  }

  /// The checkpoint whose step is nearest to `step`, the earlier of two at the same distance.
  ///
  /// If `steps` are given, only checkpoints of these count.
  public func nearest(
    to step: Int64, within steps: ClosedRange<Int64>? = Int64.min...Int64.max
  ) -> Checkpoint? {
    guard let steps else { return nil }
    var best: (distance: UInt64, checkpoint: Checkpoint)?
    for checkpoint in all {
      guard let saved = checkpoint.step, steps.contains(saved) else { continue }
      let distance = saved > step ? saved.distance(from: step) : step.distance(from: saved)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, checkpoint) }
    }
    return best?.checkpoint
  }

  /// The run's directory and those above it that may hold its checkpoints.
  private static func places(of run: Run, _ cache: CheckpointCache?) -> [LogPath] {
    let resolved =
      cache.map { $0.resolved(run.directory, mayBeLink: run.sight.mayBeLink) }
      ?? run.directory.resolved()
    return CheckpointPlaces.above(resolved ?? run.directory, depth: run.depth)
  }
}

extension Int64 {
  /// The difference to `other`, which must not be greater.
  fileprivate func distance(from other: Int64) -> UInt64 {
    UInt64(bitPattern: self) &- UInt64(bitPattern: other)
  }
}
