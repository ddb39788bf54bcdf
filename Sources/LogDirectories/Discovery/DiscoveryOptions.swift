/// How directories become runs.
public struct DiscoveryOptions: Sendable, Hashable {
  /// Whether directories such as `train` and `validation` are joined to one run, as their writers
  /// intend.
  public var foldsMembers = true
  /// Whether every event file is a run of its own: for several trials logged into one directory.
  public var runPerFile = false
  /// Which files are read.
  public var source = LogSource.tensorboard
  /// Whether every file is listed, including copies, pointers and a training's other logs; meant
  /// for checking files.
  public var takesEveryFile = false
  /// How many threads list directories; the result is the same for any number.
  public var threads = 1

  /// Creates the options that suit most logs.
  public init(
    foldsMembers: Bool = true, runPerFile: Bool = false, source: LogSource = .tensorboard
  ) {
    self.foldsMembers = foldsMembers
    self.runPerFile = runPerFile
    self.source = source
  }
}
