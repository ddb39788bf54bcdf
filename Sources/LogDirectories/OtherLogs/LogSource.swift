import EventFiles
public import Scalars

/// A kind of log that can be read: its name, how to recognize its files, and how to read them.
///
/// A class, since every file that is found refers to one: a reference is cheaper to copy.
public final class LogSource: Registered {
  /// All sources, in the order of the help; if several read a file with the same name, the first
  /// one does.
  public static let allCases: [LogSource] = [
    .auto, .tensorboard, .hf, .csv, .llamafactory, .ultralytics, .mmengine, .ray, .sb3, .keras,
    .wandb, .swanlab, .mlflow, .mlruns, .trackio, .dvclive, .text, .points,
  ]

  /// The words for a source's files.
  struct Words: Sendable {
    /// The name of its files in help, such as `metrics.csv`; nil if help need not say it.
    var files: String?
    /// The singular, such as `a table of metrics`.
    var one: String
    /// The plural, such as `tables of metrics`.
    var many: String
    /// What to look for if none is found: a sentence.
    var hint: String
    /// How one can see that a file of a given size is not one; nil if that cannot happen.
    var flaw: @Sendable (Int64) -> String? = { _ in nil }
    /// Why the last points reach its files late; nil if they do not.
    var lag: String?
    /// The versions of the logger that were tested: the numbers read from a log were compared with
    /// the logger's own; nil if there are none.
    var tried: String?
  }

  /// Its name in `--from`.
  public let rawValue: String
  /// Whether its logs are event files, which are read directly.
  public let isEventFiles: Bool
  /// Whether logs of other sources are read if there are none of its own.
  public let isAutomatic: Bool
  /// Whether its logs come only by standard input, never as files.
  public let isStandardInputAlone: Bool
  /// The words for its files.
  let words: Words
  /// Whether its records have checksums, so that damage can be detected.
  public let hasChecksums: Bool
  /// Whether a file with this name is such a log.
  let reads: @Sendable (_ fileName: [UInt8]) -> Bool
  /// Whether a file at this path, which begins with a slash, may be read beside such a log.
  let readsBeside: @Sendable (_ path: [UInt8]) -> Bool
  /// Whether a file with this beginning is such a log, if names alone do not decide; nil if they
  /// do.
  let fits: (@Sendable (_ beginning: [UInt8]) -> Bool)?
  /// Whether a file with the right beginning is such a log, if the whole file must be examined.
  let isOne: (@Sendable (LogPath) -> Bool)?
  /// Whether each file is a training of its own, even if there are several in a directory.
  let isRunAFile: Bool
  /// Whether unreadable parts of its logs are counted, so that checking them makes sense.
  public let tellsDamage: Bool
  /// Whether the part that was appended to a log can be read without the part before it.
  let isAppendable: Bool
  /// Whether its logs are read only if they, or this source, are named on the command line.
  let isOnlyAsked: Bool
  /// Reads a log; nil for event files.
  let stream: (@Sendable (LogFile, ReadingOptions) -> any PointStream)?
  /// What a log says about its run; nil if logs do not say.
  let identify: (@Sendable (LogFile) -> LoggedRun)?
  /// The runs in a file that holds many; nil for sources with one run per file.
  let parts: (@Sendable (LogFile) -> [LogPart])?
  /// The name of the folder in which the logger keeps its runs, which is left out of the runs'
  /// names.
  let folder: [UInt8]
  /// Selects, among the directories with such logs below the given paths, those that are runs, and
  /// the file to read for each.
  let choose: @Sendable ([RunDirectory], [LogPath]) -> [RunDirectory]

  /// Describes a source whose logs are not event files: `text` decodes them, or `stream` reads
  /// them.
  ///
  /// A file `settings` beside a text log has the run's settings, as YAML.
  init(
    _ name: String, _ words: Words, hasChecksums: Bool = false, isOnlyAsked: Bool = false,
    reads: @escaping @Sendable ([UInt8]) -> Bool,
    readsBeside: @escaping @Sendable ([UInt8]) -> Bool = { _ in false },
    fits: (@Sendable ([UInt8]) -> Bool)? = nil,
    isOne: (@Sendable (LogPath) -> Bool)? = nil, isRunAFile: Bool = false,
    text: (@Sendable () -> any TextDecoder)? = nil, settings: String? = nil,
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
    self.readsBeside = settings.map { Self.ends(with: "/" + $0) } ?? readsBeside
    self.fits = fits
    self.isOne = isOne
    self.isRunAFile = isRunAFile
    if let text {
      self.stream = { file, options in
        TextLogStream(
          file.location, text(), settings: settings.flatMap { Self.settings($0, beside: file) },
          options: options)
      }
    } else {
      self.stream = stream
    }
    self.parts = parts
    self.identify = parts == nil ? identify : Self.identify(part:)
    self.folder = folder
    self.choose = choose
  }

  /// Describes a source of event files, or of logs that are first converted to event files.
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
    readsBeside = { _ in false }
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
