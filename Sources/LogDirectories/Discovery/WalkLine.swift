import Scalars
internal import Synchronization
internal import Threads

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
    var listed: Result<ListedDirectory, SystemError>?
  }

  /// How many directories are listed at once; for fewer it does not pay to wake threads.
  private static let most = 512
  /// The most threads that list directories while they wait for a file system.
  private static let mostThreads = 128
  private static let fewest = 16

  private var places: [Place] = []
  private let source: LogSource
  private let threads: Int
  private let tally = WaitTally()

  init(source: LogSource, threads: Int) {
    self.source = source
    self.threads = threads
  }

  /// Adds a directory; it is visited before those that were added earlier.
  mutating func push(_ path: LogPath) { places.append(Place(path: path)) }

  /// The directory that was added last, and its entries.
  mutating func pop() -> (path: LogPath, listed: Result<ListedDirectory, SystemError>)? {
    if places.last?.listed == nil { listAhead() }
    guard let place = places.popLast() else { return nil }
    return (place.path, place.listed ?? Self.list(place.path, source, tally))
  }

  fileprivate static func list(
    _ path: LogPath, _ source: LogSource, _ tally: WaitTally
  ) -> Result<ListedDirectory, SystemError> {
    tally.measure {
      Result { () throws(SystemError) in try ListedDirectory(path, source: source) }
    }
  }

  /// Lists the next directories on all threads, up to the first that is listed already.
  private mutating func listAhead() {
    let next = places.suffix(Self.most)
    let start = next.lastIndex { $0.listed != nil }.map { $0 + 1 } ?? next.startIndex
    let ahead = start..<places.count
    // If listing is slow because it waits, even two threads are worth it.
    let width = tally.threads(keepingBusy: threads, atMost: Self.mostThreads, after: 1)
    if width < 2 || ahead.count < (width > threads ? 2 : Self.fewest) { return }
    let (paths, source) = (places[ahead].map(\.path), source)
    let listings = Listings(paths, source, tally)
    let team = ThreadTeam(min(width, paths.count) - 1) { listings.listAll() }
    listings.listAll()
    team.join()
    for (place, result) in zip(ahead, listings.results) { places[place].listed = result }
  }
}

/// Directories that several threads list, each of them once.
private final class Listings: Sendable {
  private let paths: [LogPath]
  private let source: LogSource
  private let tally: WaitTally
  private let next = Atomic(0)
  private let listed: Mutex<[Result<ListedDirectory, SystemError>?]>

  init(_ paths: [LogPath], _ source: LogSource, _ tally: WaitTally) {
    self.paths = paths
    self.tally = tally
    self.source = source
    listed = Mutex(Array(repeating: nil, count: paths.count))
  }

  /// The listings, one for each path.
  var results: [Result<ListedDirectory, SystemError>?] { listed.withLock { $0 } }

  /// Lists directories until none is left; on any thread.
  func listAll() {
    while true {
      let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if place >= paths.count { return }
      let result = WalkLine.list(paths[place], source, tally)
      listed.withLock { $0[place] = result }
    }
  }
}
