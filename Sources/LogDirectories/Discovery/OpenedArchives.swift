package import EventFiles
package import Scalars

/// The archives among the paths, each opened once.
struct OpenedArchives {
  private var archives: [LogPath: Archive] = [:]
  /// What could not be read of them, in their order.
  private(set) var problems: [Ignored] = []

  /// The path; if it is that of an archive, or of something in one, it leads into the archive.
  mutating func path(_ path: LogPath) -> LogPath {
    if path.archive != nil { return path }
    do throws(SystemError) {
      let status = try path.status()
      return status.kind == .file && Self.mayBeOne(path) ? into(path, at: path) : path
    } catch {
      return error.isMissing ? inside(path) : path
    }
  }

  /// A file whose name is that of an event file is treated as one.
  private static func mayBeOne(_ path: LogPath) -> Bool {
    !LogSource.tensorboard.reads(path.lastComponent.bytes)
  }

  /// A path that does not exist on disk: perhaps its first part is an archive.
  private mutating func inside(_ path: LogPath) -> LogPath {
    var top = path
    while let above = top.directoryAbove {
      top = above
      guard let status = try? top.status() else { continue }
      return status.kind == .file ? into(path, at: top) : path
    }
    return path
  }

  private mutating func into(_ path: LogPath, at top: LogPath) -> LogPath {
    if let known = archives[top] { return LogPath(bytes: path.bytes, archive: known) }
    // If it cannot be opened, reading it reports that.
    guard let archive = try? Archive.open(top.bytes, isWanted: LogSource.mayRead) else {
      return path
    }
    take(archive)
    return LogPath(bytes: path.bytes, archive: archive)
  }

  /// Adds an open archive.
  mutating func take(_ archive: Archive) {
    let top = LogPath(bytes: archive.path, archive: archive)
    archives[top] = archive
    for problem in archive.problems {
      var path = top
      if case .member(let name, _) = problem { path = top.appending(name) }
      problems.append(Ignored(path: path, reason: .archive(problem.text)))
    }
  }

  /// Whether the archive that a path leads into could not be read completely, so that files may be
  /// missing.
  func hasProblems(_ path: LogPath) -> Bool { path.archive?.problems.isEmpty == false }
}

extension LogSource {
  /// Whether a file at this path of an archive may be a log, or read beside one.
  static func mayRead(_ path: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    let name = path.split(separator: slash).last.map(Array.init) ?? []
    if tensorboard.reads(name) || hasOther(reading: name) { return true }
    let path = [slash] + path
    return allCases.contains { $0.readsBeside(path) }
  }
}

extension LogDirectory {
  /// Whether a path is that of an archive, or of something in one.
  package static func leadsIntoArchive(_ path: String) -> Bool {
    let path = LogPath(path)
    if let status = try? path.status(), status.kind == .file, ArchiveName(path.bytes) != nil {
      return true
    }
    var opened = OpenedArchives()
    return opened.path(path).archive != nil
  }

  /// Finds the runs in a tar archive from a stream, such as standard input; its path is `-`.
  ///
  /// - Parameters:
  ///   - options: How directories become runs.
  ///   - room: Where the logs are kept until all have arrived.
  ///   - next: Returns the next bytes, none at the end; gzip is recognized.
  ///
  /// - Returns: The runs found; what could not be read is among `ignored`.
  package static func findInStream(
    options: DiscoveryOptions = DiscoveryOptions(), room: StreamRoom,
    next: @escaping () -> Result<[UInt8], SystemError>
  ) -> Found {
    let path = LogPath("-")
    let archive = Archive(streamed: path.bytes, room: room, isWanted: LogSource.mayRead) {
      () throws(SystemError) in try next().get()
    }
    var opened = OpenedArchives()
    opened.take(archive)
    return find([LogPath(bytes: path.bytes, archive: archive)], opened, options: options)
  }
}
