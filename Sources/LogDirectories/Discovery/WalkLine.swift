import Scalars

/// A directory that was listed, with the facts about those of its entries that are read.
struct ListedDirectory: Sendable {
  /// An entry, and its state if its name is that of an event file.
  typealias Entry = (entry: DirectoryListing.Entry, file: Result<FileStatus, SystemError>?)

  /// The directory's own identity.
  var identity: FileIdentity
  /// All entries, in natural order.
  var entries: [Entry]
  /// Whether a search for checkpoints may find any in it.
  var mayHoldCheckpoints: Bool

  /// Lists a directory and looks at the files of `source` in it; links are followed later.
  init(_ path: LogPath, source: LogSource) throws(SystemError) {
    let listing = try DirectoryListing(path)
    identity = listing.identity
    mayHoldCheckpoints = listing.entries.contains(where: Checkpoints.mayLead)
    entries = listing.entries.map { entry in
      guard entry.kind == .file || entry.kind == .other, source.reads(entry.name),
        source.fits == nil || source.reads(path.appending(entry.name))
      else { return (entry, nil) }
      let file = Result { () throws(SystemError) in
        let file = path.appending(entry.name)
        var status = try file.status()
        if status.kind == .file { status.keptBy = LargeFileStore(at: file, size: status.size) }
        return status
      }
      return (entry, file)
    }
  }
}

/// The directories that a walk has yet to visit; several threads list the next ones ahead.
struct WalkLine {
  private struct Place {
    var path: LogPath
    var barrenAbove: Int
    var listed: Result<ListedDirectory, SystemError>?
  }

  private var places: [Place] = []
  private let source: LogSource
  private let looks: ParallelLooks

  init(source: LogSource, threads: Int) {
    self.source = source
    looks = ParallelLooks(threads: threads)
  }

  /// Adds a directory, and how many directories above it hold no checkpoint; it is visited before
  /// those that were added earlier.
  mutating func push(_ path: LogPath, barrenAbove: Int) {
    places.append(Place(path: path, barrenAbove: barrenAbove))
  }

  /// The directory that was added last, and its entries.
  mutating func pop() -> (
    path: LogPath, barrenAbove: Int, listed: Result<ListedDirectory, SystemError>
  )? {
    if places.last?.listed == nil { listAhead() }
    guard let place = places.popLast() else { return nil }
    let listed = place.listed ?? looks.look { Self.list(place.path, source) }
    return (place.path, place.barrenAbove, listed)
  }

  private static func list(
    _ path: LogPath, _ source: LogSource
  ) -> Result<ListedDirectory, SystemError> {
    Result { () throws(SystemError) in try ListedDirectory(path, source: source) }
  }

  /// Lists the next directories on all threads, up to the first that is listed already.
  private mutating func listAhead() {
    let next = places.suffix(looks.most)
    let start = next.lastIndex { $0.listed != nil }.map { $0 + 1 } ?? next.startIndex
    let ahead = start..<places.count
    let width = looks.width(for: ahead.count)
    if width < 2 { return }
    let source = source
    let listed = looks.look(at: places[ahead].map(\.path), width: width) {
      Self.list($0, source)
    }
    for (place, result) in zip(ahead, listed) { places[place].listed = result }
  }
}
