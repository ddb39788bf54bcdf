/// A file's device and inode: what stays the same however it is reached.
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
  /// Its bytes at the time it was found.
  public internal(set) var size: Int64
  /// Last change of its content, in nanoseconds since the Unix epoch.
  public let modified: Int64
  /// Its device and inode.
  public let identity: FileIdentity
  /// Its bytes, where they are in memory and not at `path`; nil for files on disk.
  public internal(set) var contents: [UInt8]?
  /// What kind of log it is.
  public internal(set) var source = LogSource.tensorboard
  /// Which of its runs is meant, where it holds many.
  public internal(set) var part: LogPart?
  /// Whether the system told what it is; where not, its size is not known.
  var isSeen = true

  /// A file that cannot be looked at: reading it will tell why, or works by then.
  static func unseen(_ path: LogPath, source: LogSource) -> LogFile {
    var file = LogFile(
      path: path, size: 0, modified: 0, identity: FileIdentity(device: 0, inode: 0), source: source)
    file.isSeen = false
    return file
  }
}

/// What a series, or the directory it stands in, was measured on.
public enum Role: Sendable, Hashable {
  /// On the data that is trained on.
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
  /// What its name says it was measured on: `train`, `validation`, …; nil where it says nothing.
  public let role: Role?
  /// Its event files, oldest first.
  public internal(set) var files: [LogFile]
  /// What else stands there and is not read, for it holds nothing else.
  public internal(set) var copies: [LogCopy] = []
  /// Whether further event files that appear in the directory belong to it: not where files were given
  /// one by one.
  var isWholeDirectory = true
}

/// What was seen of a run's directory when it was listed, so that it need not be asked for again.
struct DirectorySight: Sendable, Hashable {
  /// Whether the directory may be reached by a link.
  var mayBeLink = true
  /// Whether anything in it may be a checkpoint by its name, or hold some.
  var mayHoldCheckpoints = true
  /// How many of the directories right above it were listed, too, without anything of the kind in them.
  var barrenAbove = 0
}

/// One training run: a directory with event files, and those beside or below that are part of it.
public struct Run: Sendable, Hashable {
  /// Its name: unique among the runs found together, and short.
  public internal(set) var name: String
  /// Its path below what was given, unique as well; it stays the same whatever other runs there are.
  public internal(set) var path: String
  /// Its directory; where members are folded, the one they share.
  public let directory: LogPath
  /// Its directories with event files, the run's own first, then train, then validation.
  public internal(set) var members: [Member]
  /// Directories that may belong to it and could not be listed.
  public internal(set) var unlisted: [Ignored] = []
  /// Whether it lies in an archive of which something could not be read, so that files of it may be missing.
  public internal(set) var mayLackFiles = false
  /// What was seen of `directory`.
  var sight = DirectorySight()

  /// Describes a run; its name is its path unless it has a shorter one.
  init(
    name: String? = nil, path: String, directory: LogPath, members: [Member],
    sight: DirectorySight = DirectorySight()
  ) {
    self.name = name ?? path
    self.path = path
    self.directory = directory
    self.members = members
    self.sight = sight
  }

  /// The bytes of all its files at the time they were found.
  public var size: Int64 { members.reduce(0) { $1.files.reduce($0) { $0 &+ $1.size } } }
  /// Whether each of its files is a training of its own.
  var isRunAFile: Bool { members.first?.files.first?.source.isRunAFile == true }
  /// The number of its files.
  public var fileCount: Int { members.reduce(0) { $0 + $1.files.count } }
}

/// Why something that looked like an event file or a log directory is not read.
public enum IgnoredReason: Sendable, Hashable {
  /// Nothing stands there.
  case missing
  /// The same file or directory is read under another path.
  case duplicate(of: LogPath)
  /// A pipe, socket or device.
  case notARegularFile
  /// The marker that a profiler leaves; it holds no scalars.
  case profilerMarker
  /// A pointer that stands in the place of the log until that is fetched.
  case pointer(LargeFileStore)
  /// A copy or the beginning of a file that is read.
  case copy(of: LogPath)
  /// Another log of the training whose log in a directory is read.
  case sameTraining(as: LogPath)
  /// An empty file that says something of the one whose name it continues.
  case marker
  /// What of an archive, or of a file in one, could not be read, in words.
  case archive(String)
  /// The operating system refused: its own words.
  case unreadable(String)
}

/// A path that is not read, and why.
public struct Ignored: Sendable, Hashable {
  /// Where it is.
  public let path: LogPath
  /// Why it is not read.
  public let reason: IgnoredReason
}

/// What was found below the given paths.
public struct Found: Sendable {
  /// The runs, in natural order of their names within the order of the paths.
  public internal(set) var runs: [Run] = []
  /// What looked like an event file or directory and is not read, in the order it was met.
  public internal(set) var ignored: [Ignored] = []
  /// The given paths of which nothing could be read, and why.
  public internal(set) var unusable: [Ignored] = []
  /// What the operating system refused to show, and what is damaged of archives, whatever it may hold.
  public var unread: [Ignored] {
    (unusable + ignored).filter {
      switch $0.reason {
      case .unreadable, .archive: true
      default: false
      }
    }
  }
  /// The archives that were met below the given paths and not looked into, for they were not given themselves.
  public internal(set) var archives: [LogPath] = []
  /// The same without the files of sources that do not count what cannot be read, and the runs that have no others.
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

  /// How many directories were looked into.
  public internal(set) var foldersSeen = 0
  /// How many files of other sources were met on the way; counted only where no run was found.
  public internal(set) var otherLogs: [LogSource: Int] = [:]
}
