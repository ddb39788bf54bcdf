import EventFiles
public import Scalars

/// What writes the logs that are read: its name, which files are its own, and how they are read.
public struct LogSource: Registered {
  /// All sources, in the order in which help lists them; where several read a file of one name, the first.
  public static let allCases: [LogSource] = [
    .auto, .tensorboard, .hf, .csv, .llamafactory, .ultralytics, .mmengine, .ray, .sb3, .keras,
    .wandb, .swanlab, .mlflow, .mlruns, .trackio, .dvclive, .text, .points,
  ]

  /// How a source's files are spoken of.
  struct Words: Sendable {
    /// What its files are called in help, such as `metrics.csv`; nil where help need not say it.
    var files: String?
    /// One of its logs, such as `a table of metrics`.
    var one: String
    /// Its logs, such as `tables of metrics`.
    var many: String
    /// What to look for where none is found: a sentence.
    var hint: String
    /// How it shows that a file of so many bytes is none; nil where that cannot be.
    var flaw: @Sendable (Int64) -> String? = { _ in nil }
    /// Why the last points stand in its files only later; nil where they do at once.
    var lag: String?
    /// The versions of its writer whose own logs were compared with what was read; nil where none were.
    var tried: String?
  }

  /// Its name, as `--from` takes it.
  public let rawValue: String
  /// Whether its logs are event files, which are read as they stand.
  public let isEventFiles: Bool
  /// Whether logs of other sources are read where there are none of its own.
  public let isAutomatic: Bool
  /// Whether its logs come by standard input and never as files.
  public let isStandardInputAlone: Bool
  /// How its files are spoken of.
  let words: Words
  /// Whether its records have checksums, so that damage shows.
  public let hasChecksums: Bool
  /// Whether a file of this name is such a log.
  let reads: @Sendable (_ fileName: [UInt8]) -> Bool
  /// Whether a file that begins so is such a log, where names alone do not say; nil where they do.
  let fits: (@Sendable (_ beginning: [UInt8]) -> Bool)?
  /// Whether a file whose beginning fits is such a log, where that has to be asked of the whole file.
  let isOne: (@Sendable (LogPath) -> Bool)?
  /// Whether each file is a training of its own, however many stand together.
  let isRunAFile: Bool
  /// Whether what cannot be read of its logs is counted, so that checking them makes sense.
  public let tellsDamage: Bool
  /// Whether what a log has grown by can be read on its own.
  let isAppendable: Bool
  /// Whether its logs are looked for only where it is asked for, or they are given by themselves.
  let isOnlyAsked: Bool
  /// Reads a log; nil for event files.
  let stream: (@Sendable (LogFile, ReadingOptions) -> any PointStream)?
  /// What a log says of its run; nil where logs do not say.
  let identify: (@Sendable (LogFile) -> LoggedRun)?
  /// The runs in a file that holds many; nil for sources whose files hold one.
  let parts: (@Sendable (LogFile) -> [LogPart])?
  /// The name of the folder in which the logger keeps its runs, and which says nothing of them.
  let folder: [UInt8]
  /// Of the directories with such logs, below the paths given, those that are runs, and what each is read from.
  let choose: @Sendable ([RunDirectory], [LogPath]) -> [RunDirectory]

  /// Describes a source whose logs are no event files: what `text` decodes, or what `stream` reads.
  init(
    _ name: String, _ words: Words, hasChecksums: Bool = false, isOnlyAsked: Bool = false,
    reads: @escaping @Sendable ([UInt8]) -> Bool,
    fits: (@Sendable ([UInt8]) -> Bool)? = nil,
    isOne: (@Sendable (LogPath) -> Bool)? = nil, isRunAFile: Bool = false,
    text: (@Sendable () -> any TextDecoder)? = nil,
    stream: (@Sendable (LogFile, ReadingOptions) -> any PointStream)? = nil,
    identify: (@Sendable (LogFile) -> LoggedRun)? = nil, folder: [UInt8] = [],
    parts: (@Sendable (LogFile) -> [LogPart])? = nil,
    choose: @escaping @Sendable ([RunDirectory], [LogPath]) -> [RunDirectory] = { all, _ in all }
  ) {
    rawValue = name
    self.words = words
    isEventFiles = false
    isAutomatic = false
    isStandardInputAlone = false
    self.hasChecksums = hasChecksums
    self.isOnlyAsked = isOnlyAsked
    tellsDamage = hasChecksums || text != nil
    isAppendable = hasChecksums || parts != nil
    self.reads = reads
    self.fits = fits
    self.isOne = isOne
    self.isRunAFile = isRunAFile
    if let text {
      self.stream = { TextLogStream($0.location, text(), options: $1) }
    } else {
      self.stream = stream
    }
    self.parts = parts
    self.identify = parts == nil ? identify : Self.identify(part:)
    self.folder = folder
    self.choose = choose
  }

  /// Describes a source of event files, or of what comes as such.
  init(
    _ name: String, _ words: Words, isEventFiles: Bool = false, isAutomatic: Bool = false,
    isStandardInputAlone: Bool = false,
    reads: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }
  ) {
    rawValue = name
    self.words = words
    self.isEventFiles = isEventFiles
    self.isAutomatic = isAutomatic
    self.isStandardInputAlone = isStandardInputAlone
    hasChecksums = isEventFiles
    tellsDamage = isEventFiles
    isAppendable = isEventFiles
    isOnlyAsked = false
    self.reads = reads
    fits = nil
    isOne = nil
    isRunAFile = false
    stream = nil
    identify = nil
    parts = nil
    folder = []
    choose = { all, _ in all }
  }
}
