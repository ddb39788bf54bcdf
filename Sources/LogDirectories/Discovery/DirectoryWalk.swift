import EventFiles
import Scalars
import TextFormats

/// A directory that contains event files directly.
struct RunDirectory {
  var path: LogPath
  /// The index of the given path below which it was found.
  var root: Int
  var files: [LogFile] = []
  /// Copies and markers in it, which are not read because they hold nothing new.
  var copies: [LogCopy] = []
  /// Whether all its event files are meant, not only some that were given one by one.
  var isWhole = true
  var sight = DirectorySight()

  /// Moves up to the directory above the run's, unless that is above the given path.
  mutating func rise(below roots: [LogPath]) {
    guard isWhole, path != roots[root] else { return }
    path = path.parent
    sight = DirectorySight()
  }
}

/// Walks the given paths; each directory and each file is visited once, however many links lead to
/// it.
///
/// Entries below a path come before entries that only links lead to. So a run keeps its own name
/// beside a link `latest` to it. Directories are read completely and closed: depth costs memory but
/// no descriptors.
struct DirectoryWalk {
  private(set) var directories: [RunDirectory] = []
  private(set) var found = Found()
  /// Other loggers' logs, by their names; if they are not to be read, only up to the first real
  /// one.
  private(set) var others: [OtherLog] = []
  private var seen: [FileIdentity: LogPath] = [:]
  private var links: [(path: LogPath, root: Int)] = []
  /// The indices of the first directories, by their paths: only files that are given, or that links
  /// lead to, need to find their directory.
  private var places: [LogPath: Int] = [:]
  /// Whether such a file was met.
  private var hasSingleFiles = false
  private let source: LogSource
  private let threads: Int
  private let takesEveryFile: Bool
  private let notesOthers: Bool

  /// Walks everything below `roots`, looking for the files of `source`; other loggers' logs may be
  /// noted.
  init(
    _ roots: [LogPath], source: LogSource = .tensorboard, threads: Int = 1,
    takesEveryFile: Bool = false, notesOthers: Bool = false
  ) {
    self.source = source
    self.takesEveryFile = takesEveryFile
    self.notesOthers = notesOthers
    self.threads = threads
    for (number, root) in roots.enumerated() { visit(root: root, number) }
    var next = 0
    while next < links.count {
      let link = links[next]
      follow(link.path, root: link.root)
      next += 1
    }
    for index in directories.indices {
      directories[index].files.sort {
        EventFileName.precedes($0.path.lastComponent.bytes, $1.path.lastComponent.bytes)
      }
      if !takesEveryFile { leaveOutCopies(index) }
    }
  }

  /// How many logs of other sources were met: those that a search for `source` does not read.
  func countOthers(beside source: LogSource) -> [LogSource: Int] {
    var counts: [LogSource: Int] = [:]
    for log in others {
      guard let other = LogSource.other(reading: log.path), other != source else { continue }
      counts[other, default: 0] += 1
    }
    return counts
  }

  /// Removes copies and empty markers from the files of a directory.
  private mutating func leaveOutCopies(_ index: Int) {
    if !source.isEventFiles || directories[index].files.count < 2 { return }
    for path in Markers.takeOut(of: &directories[index].files) { ignore(path, .marker) }
    directories[index].copies = Copies.takeOut(of: &directories[index].files)
    for copy in directories[index].copies { ignore(copy.path, .copy(of: copy.original)) }
  }

  private mutating func visit(root: LogPath, _ number: Int) {
    do throws(SystemError) {
      let status = try root.status()
      switch status.kind {
      case .directory: walk(root, root: number, isGiven: true)
      case .file where notesOthers && LogSource.isOther(root):
        others.append(OtherLog(path: root, root: number, isGiven: true))
      case .file:
        if let file = take(root, status, isGiven: true) { add(file, root: number, isGiven: true) }
      case .link, .other:
        leaveOut(root, .notARegularFile, isGiven: true)
      }
    } catch {
      if error.isMissing, source.reads(root.lastComponent.bytes), root.isLink {
        return add(.unseen(root, source: source), root: number, isGiven: true)
      }
      leaveOut(root, error.isMissing ? .missing : .unreadable(error.text), isGiven: true)
    }
  }

  private mutating func walk(_ top: LogPath, root: Int, isGiven: Bool) {
    var pending = WalkLine(source: source, threads: threads)
    pending.push(top, barrenAbove: 0)
    while let (path, barrenAbove, listed) = pending.pop() {
      switch listed {
      case .success(let directory):
        if let first = firstSight(of: directory.identity, at: path) {
          ignore(path, .duplicate(of: first))
          continue
        }
        found.foldersSeen += 1
        // How many of the directories above its entries hold no checkpoint, the nearest first; those
        // above the top were not listed, since a link may have led there.
        let barren =
          directory.mayHoldCheckpoints ? 0 : min(barrenAbove + 1, CheckpointPlaces.levelsAbove)
        for (entry, _) in directory.entries.reversed()
        where entry.kind == .directory && !EventFileName.isForeignDirectory(entry.name) {
          pending.push(path.appending(entry.name), barrenAbove: barren)
        }
        var files: [LogFile] = []
        for (entry, status) in directory.entries {
          if let status {
            if let file = take(path.appending(entry.name), status) { files.append(file) }
          } else {
            note(entry, in: path, root: root)
          }
        }
        add(
          files, in: path, root: root,
          sight: DirectorySight(
            mayBeLink: path == top, mayHoldCheckpoints: directory.mayHoldCheckpoints,
            barrenAbove: barrenAbove))
      case .failure(let error):
        leaveOut(path, .unreadable(error.text), isGiven: isGiven && path == top)
      }
    }
  }

  /// Notes an entry that is not an event file.
  private mutating func note(_ entry: DirectoryListing.Entry, in directory: LogPath, root: Int) {
    switch entry.kind {
    case .directory: return
    case .link: links.append((directory.appending(entry.name), root))
    case .file, .other:
      if let archive = ArchiveName(entry.name) {
        noteArchive(entry.name, archive, in: directory)
      } else if EventFileName.isProfilerMarker(entry.name) {
        ignore(directory.appending(entry.name), .profilerMarker)
      } else if notesOthers || directories.isEmpty, LogSource.hasOther(reading: entry.name) {
        others.append(OtherLog(path: directory.appending(entry.name), root: root))
      }
    }
  }

  /// Notes an archive that was met; a model saved as a zip file does not count.
  private mutating func noteArchive(
    _ name: [UInt8], _ kind: ArchiveName, in directory: LogPath
  ) {
    if kind == .zip, CheckpointName.mayBeOne(name) || Self.namesModel(name) { return }
    found.archives.append(directory.appending(name))
  }

  private static func namesModel(_ name: [UInt8]) -> Bool {
    let lower = name.map { $0 | 0x20 }
    return ["model", "policy"].contains { lower.holds(Array($0.utf8)) }
  }

  private mutating func follow(_ link: LogPath, root: Int) {
    let isWanted = source.reads(link)
    do throws(SystemError) {
      let status = try link.status()
      if status.kind == .directory {
        walk(link, root: root, isGiven: false)
      } else if isWanted, let file = take(link, status, isGiven: false) {
        add(file, root: root, isGiven: false)
      }
    } catch {
      // A link to nothing may be a log that has yet to be fetched; archives report their own such
      // links.
      let leadsNowhere = error.isMissing || error.isLoop
      if isWanted, !leadsNowhere || link.archive == nil {
        add(.unseen(link, source: source), root: root, isGiven: false)
      } else if !leadsNowhere {
        ignore(link, .unreadable(error.text))
      }
    }
  }

  /// The log at a path that was listed; nil if it is not to be read, which is noted.
  private mutating func take(
    _ path: LogPath, _ status: Result<FileStatus, SystemError>
  ) -> LogFile? {
    switch status {
    case .success(let status): return take(path, status, isGiven: false)
    case .failure(let error) where error.isMissing:
      ignore(path, .missing)
      return nil
    case .failure: return .unseen(path, source: source)
    }
  }

  /// The log at a path; nil if it is not to be read, which is noted.
  private mutating func take(_ path: LogPath, _ status: FileStatus, isGiven: Bool) -> LogFile? {
    if status.kind != .file {
      leaveOut(path, .notARegularFile, isGiven: isGiven)
      return nil
    }
    if let first = firstSight(of: status.identity, at: path) {
      ignore(path, .duplicate(of: first))
      return nil
    }
    // DVC's pointer stays beside the log that was fetched.
    if let log = EventFileName.log(ofPointer: path), log.identity != nil { return nil }
    if !takesEveryFile,
      let store = status.keptBy ?? LargeFileStore(at: path, size: status.size)
    {
      leaveOut(path, .pointer(store), isGiven: isGiven)
      return nil
    }
    return LogFile(
      path: path, size: status.size, modified: status.modified, identity: status.identity,
      source: source)
  }

  /// Adds the logs of a directory that was listed.
  private mutating func add(
    _ files: [LogFile], in path: LogPath, root: Int, sight: DirectorySight
  ) {
    if hasSingleFiles, let place = place(of: path) {
      directories[place].files += files
      directories[place].sight = sight
    } else if !files.isEmpty {
      directories.append(RunDirectory(path: path, root: root, files: files, sight: sight))
    }
  }

  /// Adds a log that was given, or to which a link leads.
  private mutating func add(_ file: LogFile, root: Int, isGiven: Bool) {
    hasSingleFiles = true
    let directory = file.path.parent
    if let place = place(of: directory) {
      directories[place].files.append(file)
    } else {
      directories.append(
        RunDirectory(path: directory, root: root, files: [file], isWhole: !isGiven))
    }
  }

  private mutating func place(of path: LogPath) -> Int? {
    for place in places.count..<directories.count { places[directories[place].path] = place }
    return places[path]
  }

  /// The path at which the same file was seen before; nil if this is the first time, which is
  /// noted.
  private mutating func firstSight(of identity: FileIdentity, at path: LogPath) -> LogPath? {
    let first = seen.updateValue(path, forKey: identity)
    if let first { seen[identity] = first }
    return first
  }

  private mutating func ignore(_ path: LogPath, _ reason: IgnoredReason) {
    leaveOut(path, reason, isGiven: false)
  }

  private mutating func leaveOut(_ path: LogPath, _ reason: IgnoredReason, isGiven: Bool) {
    let ignored = Ignored(path: path, reason: reason)
    if isGiven { found.unusable.append(ignored) } else { found.ignored.append(ignored) }
  }
}
