import EventFiles
public import Scalars

/// Follows a run as its files are written.
///
/// Points come once and in the order of the files. After a restart, a second writer, or a file that
/// was replaced, truncated, rewritten or removed, the run comes again from its beginning. A file is
/// open only while it is read. One `stat` per file and call shows whether files have grown; new
/// files are found by listing a directory when it has changed.
public struct LiveRun: ~Copyable {
  /// The result of a call to `poll`.
  public enum Delivery: Sendable {
    /// Points are in the batch; there may be more.
    case batch
    /// All points delivered so far are void; the valid ones follow.
    case startOver
    /// That is all for now.
    case idle
  }

  /// What happened to a file that is not the same any more.
  public struct Replacement: Sendable, Hashable {
    /// What happened to it.
    public enum Kind: Sendable {
      /// Nothing is at its path, or nothing that can be read.
      case gone
      /// Another file is at its path.
      case replaced
      /// It is shorter than the part that was read.
      case truncated
      /// Its bytes changed, or a hole in it was filled.
      case rewritten
    }

    /// What happened to it.
    public let kind: Kind
    /// Where it is, or was.
    public let path: LogPath
  }

  /// The state of a file or directory at the last look.
  private struct Stamp: Equatable {
    var identity: FileIdentity
    var size: Int64
    var modified: Int64

    init(_ file: LogFile) { (identity, size, modified) = (file.identity, file.size, file.modified) }
    init(_ status: FileStatus) {
      (identity, size, modified) = (status.identity, status.size, status.modified)
    }
  }

  /// A directory is listed at least once in this many calls, even if its modification time does not
  /// change.
  private static let listingInterval = 16

  private let options: RunReadOptions
  private var reader: RunReader
  private var isReading = true
  /// Each file's state at the last look, by member.
  private var stamps: [[Stamp]]
  private var folders: [Stamp?]
  private var grown: [(member: Int, place: Int)] = []
  private var pollsSinceListing = 0
  private var successor: Run?
  /// What happened to the file that made the run start again from the beginning.
  ///
  /// nil if only points were written again, or if a directory appeared or disappeared.
  public private(set) var replacement: Replacement?

  /// Begins to follow `run`; nothing is opened yet.
  public init(_ run: Run, options: RunReadOptions = RunReadOptions()) {
    var options = options
    options.surveysFirst = true
    options.deliversSuperseded = false
    options.reading.isGrowing = true
    self.options = options
    reader = RunReader(run, options: options, keepsFiles: true)
    stamps = reader.files.map { $0.map { Stamp($0) } }
    folders = run.members.map { _ in nil }
  }

  /// The run with the files it has now.
  public var run: Run { reader.run }
  /// The series met so far; a batch's series numbers are indices into it.
  public var series: [RunSeries] { reader.series }
  /// What was learned about each series since the last `startOver`.
  public var statistics: [SeriesStatistics] { reader.statistics }
  /// Further notes about the run.
  public var report: ReadingNotes { reader.report }

  /// Reads new points into `batch`.
  ///
  /// Call it until it returns `idle`, then again after a while. One call reads at most a batch, so
  /// that a run that is written faster than it is read does not hold up the others.
  public mutating func poll(into batch: inout ScalarBatch) -> Delivery {
    if successor != nil { return startOver() }
    if isReading {
      switch reader.read(into: &batch) {
      case .batch: return .batch
      case .startOver: return .startOver
      case .end:
        isReading = false
        return reader.isOvertaken ? startOver() : .idle
      }
    }
    if grown.isEmpty, !lookForChanges() { return startOver() }
    while let next = grown.last {
      switch reader.readTail(into: &batch, member: next.member, place: next.place) {
      case .batch: return .batch
      case .nothing: grown.removeLast()
      case .void:
        if reader.boxes[next.member][next.place]?.file.failure != nil {
          let path = reader.files[next.member][next.place].path
          replacement = Replacement(kind: .rewritten, path: path)
        }
        return startOver()
      }
    }
    return .idle
  }

  /// Continues with `run`, a version of this run with members added or removed.
  public mutating func follow(_ run: Run) {
    if run.members.map(\.directory) != reader.run.members.map(\.directory) { successor = run }
  }

  // MARK: Changes

  /// Notes which files have grown and adds new ones; false if the run must be read from the
  /// beginning.
  private mutating func lookForChanges() -> Bool {
    replacement = nil
    pollsSinceListing += 1
    let isDue = pollsSinceListing >= Self.listingInterval
    if isDue { pollsSinceListing = 0 }
    for member in reader.files.indices {
      for place in reader.files[member].indices {
        let path = reader.files[member][place].path
        guard let status = try? path.status() else {
          if !reader.files[member][place].isSeen { continue }
          return isReplaced(.gone, path)
        }
        let stamp = Stamp(status)
        let known = stamps[member][place]
        // A hole may be filled without a change of size or time.
        if stamp == known, !(isDue && reader.hasHole(member, place)) { continue }
        if stamp.identity != known.identity {
          return isReplaced(.replaced, path)
        }
        if stamp.size < known.size { return isReplaced(.truncated, path) }
        stamps[member][place] = stamp
        // A log that is translated as a whole is translated again as a whole.
        if !reader.files[member][place].source.isAppendable { return false }
        grown.append((member, place))
      }
    }
    return takeInNewFiles(isDue: isDue)
  }

  private mutating func isReplaced(_ kind: Replacement.Kind, _ path: LogPath) -> Bool {
    replacement = Replacement(kind: kind, path: path)
    return false
  }

  private mutating func takeInNewFiles(isDue: Bool) -> Bool {
    for member in reader.files.indices
    where reader.run.members[member].isWholeDirectory && reader.run.members[member].isEventFiles {
      let directory = reader.run.members[member].directory
      guard let stamp = (try? directory.status()).map({ Stamp($0) }) else { continue }
      if stamp == folders[member], !isDue { continue }
      folders[member] = stamp
      let files = Self.files(of: reader.run.members[member])
      let known = Set(reader.files[member].map(\.identity))
      // A file that was read has become a copy of a file that is there now.
      if !known.isSubset(of: files.map(\.identity)) { return false }
      for file in files where !known.contains(file.identity) {
        if let last = reader.files[member].last, !Self.precedes(last, file) { return false }
        reader.append(file, member: member)
        stamps[member].append(Stamp(file))
        grown.insert((member, reader.files[member].count - 1), at: 0)
      }
    }
    return true
  }

  /// Reads the run from the beginning, with the files that are there now.
  private mutating func startOver() -> Delivery {
    var run = successor ?? reader.run
    successor = nil
    for member in run.members.indices {
      run.members[member].files = Self.files(of: run.members[member])
    }
    reader = RunReader(run, options: options, keepsFiles: true)
    stamps = reader.files.map { $0.map { Stamp($0) } }
    folders = run.members.map { _ in nil }
    grown = []
    isReading = true
    return .startOver
  }

  private static func precedes(_ a: LogFile, _ b: LogFile) -> Bool {
    EventFileName.precedes(a.path.lastComponent.bytes, b.path.lastComponent.bytes)
  }

  /// The files that a member has now.
  private static func files(of member: Member) -> [LogFile] {
    if !member.isEventFiles { return member.files.compactMap(\.now) }
    var paths = member.files.map(\.path)
    if member.isWholeDirectory {
      let entries = (try? DirectoryListing(member.directory))?.entries ?? []
      paths = entries.filter { EventFileName.isEventFile($0.name) }.map {
        member.directory.appending($0.name)
      }
    }
    var seen: Set<FileIdentity> = []
    var files = paths.compactMap { path -> LogFile? in
      if path.isLink, (try? path.status()) == nil { return .unseen(path, source: .tensorboard) }
      guard let status = try? path.status(), status.kind == .file,
        LargeFileStore(at: path, size: status.size) == nil,
        seen.insert(status.identity).inserted
      else { return nil }
      return LogFile(
        path: path, size: status.size, modified: status.modified, identity: status.identity)
    }
    files.sort(by: precedes)
    _ = Markers.takeOut(of: &files)
    _ = Copies.takeOut(of: &files)
    return files
  }
}

extension Member {
  /// Whether its files are event files: then further files may be begun beside them.
  fileprivate var isEventFiles: Bool { files.first?.source.isEventFiles ?? true }
}

extension LogFile {
  /// The file as it is now; nil if nothing is at its path.
  fileprivate var now: LogFile? {
    guard let status = try? path.status(), status.kind == .file else { return nil }
    var file = LogFile(
      path: path, size: status.size, modified: status.modified, identity: status.identity,
      source: source)
    file.part = part
    return file
  }
}
