/// A file's device and inode: the same by whatever path it is reached.
public struct FileIdentity: Sendable, Hashable {
  /// The device (`st_dev`).
  public let device: UInt64
  /// The inode on that device (`st_ino`).
  public let inode: UInt64
}

/// An event file on disk, as it was when it was found.
public struct LogFile: Sendable, Hashable {
  /// Where it is.
  public let path: LogPath
  /// Its size in bytes when it was found.
  public internal(set) var size: Int64
  /// Last change of its content, in nanoseconds since the Unix epoch.
  public let modified: Int64
  /// Its device and inode.
  public let identity: FileIdentity
  /// Its bytes, if they are in memory and not at `path`; nil for files on disk.
  public internal(set) var contents: [UInt8]?
  /// The kind of log.
  public internal(set) var source = LogSource.tensorboard
  /// The run that is meant, if the file holds several.
  public internal(set) var part: LogPart?
  /// Whether the system could inspect it; if not, its size is unknown.
  var isSeen = true

  /// A file that cannot be looked at: reading it will tell why, or works by then.
  static func unseen(_ path: LogPath, source: LogSource) -> LogFile {
    var file = LogFile(
      path: path, size: 0, modified: 0, identity: FileIdentity(device: 0, inode: 0), source: source)
    file.isSeen = false
    return file
  }
}

/// The kind of data on which a series, or every series of a directory, was measured.
public enum Role: Sendable, Hashable {
  /// On the training data.
  case train
  /// On data held out.
  case validation
}

/// One directory with event files; a run has one, or several that belong together.
public struct Member: Sendable, Hashable {
  /// Its path below the run, empty for the run's own directory.
  public let name: String
  /// Where it is.
  public let directory: LogPath
  /// The data that its name states: `train`, `validation`, …; nil if the name states none.
  public let role: Role?
  /// Its event files, oldest first.
  public internal(set) var files: [LogFile]
  /// Files in it that are not read, because others hold the same.
  public internal(set) var copies: [LogCopy] = []
  /// Whether event files that appear in the directory later belong to it; false if files were given
  /// one by one.
  var isWholeDirectory = true
}

/// What was seen of a run's directory when it was listed, so that it need not be read again.
struct DirectorySight: Sendable, Hashable {
  /// Whether the path of the directory may contain a link.
  var mayBeLink = true
  /// Whether anything in it may be a checkpoint, by its name, or may contain one.
  var mayHoldCheckpoints = true
  /// How many of the directories directly above it were listed, too, and hold nothing of the kind.
  var barrenAbove = 0
}

/// One training run: a directory with event files, and those beside or below it that belong to it.
public struct Run: Sendable, Hashable {
  /// Its name: unique among the runs found together, and short.
  public internal(set) var name: String
  /// Its path below the given path, also unique; it does not depend on which other runs there are.
  public internal(set) var path: String
  /// Its directory; if members are joined, the one they share.
  public let directory: LogPath
  /// Its directories with event files, the run's own first, then train, then validation.
  public internal(set) var members: [Member]
  /// Directories that may belong to it but could not be listed.
  public internal(set) var unlisted: [Ignored] = []
  /// Whether it is in an archive that could not be read completely, so that files of it may be
  /// missing.
  public internal(set) var mayLackFiles = false
  /// The listing of `directory`.
  var sight = DirectorySight()
  /// How many of the directories above its own are not above the given path.
  var depth = 0

  /// Describes a run; its name is its path unless it has a shorter one.
  init(
    name: String? = nil, path: String, directory: LogPath, members: [Member],
    sight: DirectorySight = DirectorySight(), depth: Int = 0
  ) {
    self.depth = depth
    self.name = name ?? path
    self.path = path
    self.directory = directory
    self.members = members
    self.sight = sight
  }

  /// The total size of its files in bytes when they were found.
  public var size: Int64 { members.reduce(0) { $1.files.reduce($0) { $0 &+ $1.size } } }
  /// Whether each of its files is a training of its own.
  var isRunAFile: Bool { members.first?.files.first?.source.isRunAFile == true }
  /// The number of its files.
  public var fileCount: Int { members.reduce(0) { $0 + $1.files.count } }
}

/// Why something that looks like an event file or a log directory is not read.
public enum IgnoredReason: Sendable, Hashable {
  /// Nothing stands there.
  case missing
  /// The same file or directory is read under another path.
  case duplicate(of: LogPath)
  /// A pipe, socket or device.
  case notARegularFile
  /// A profiler's marker; it holds no scalars.
  case profilerMarker
  /// A pointer to the log, which has not been fetched yet.
  case pointer(LargeFileStore)
  /// A copy or the beginning of a file that is read.
  case copy(of: LogPath)
  /// A second log of a training; the log in the given directory is read instead.
  case sameTraining(as: LogPath)
  /// An empty file that marks the file whose name it extends.
  case marker
  /// Part of an archive, or of a file in one, could not be read; the reason as text.
  case archive(String)
  /// The operating system refused; its own error text.
  case unreadable(String)
}

/// A path that is not read, and why.
public struct Ignored: Sendable, Hashable {
  /// Where it is.
  public let path: LogPath
  /// Why it is not read.
  public let reason: IgnoredReason
}

/// The runs and other files found below the given paths.
public struct Found: Sendable {
  /// The runs, in natural order of their names within the order of the paths.
  public internal(set) var runs: [Run] = []
  /// Paths that look like event files or directories and are not read, in the order in which they
  /// were met.
  public internal(set) var ignored: [Ignored] = []
  /// The given paths from which nothing could be read, and why.
  public internal(set) var unusable: [Ignored] = []
  /// What the operating system refused to show, and damaged parts of archives; their content is
  /// unknown.
  public var unread: [Ignored] {
    (unusable + ignored).filter {
      switch $0.reason {
      case .unreadable, .archive: true
      default: false
      }
    }
  }
  /// The archives below the given paths; they were not opened, because they were not given
  /// themselves.
  public internal(set) var archives: [LogPath] = []
  /// The same without the files of sources that do not count what cannot be read, and the runs that
  /// have no others.
  public var checkable: Found {
    var found = self
    for run in found.runs.indices {
      for member in found.runs[run].members.indices {
        found.runs[run].members[member].files.removeAll { !$0.source.tellsDamage }
      }
      found.runs[run].members.removeAll { $0.files.isEmpty }
    }
    found.runs.removeAll { $0.members.isEmpty }
    return found
  }

  /// How many directories were listed.
  public internal(set) var foldersSeen = 0
  /// How many files of other sources were met; counted only if no run was found.
  public internal(set) var otherLogs: [LogSource: Int] = [:]
}
