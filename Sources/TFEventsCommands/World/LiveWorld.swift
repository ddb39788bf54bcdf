public import TextFormats

/// What a long-running command needs besides `Session`: a clock, keys, signals, the terminal as a
/// screen, other programs.
public struct LiveWorld {
  /// Why waiting ended.
  public enum Waking: Sendable, Hashable {
    /// The time is over.
    case time
    /// Keys were pressed.
    case keys([UInt8])
    /// The terminal has another size.
    case resized
    /// The process continues after it was stopped, and the terminal may have been used for
    /// something else.
    case continued
    /// The user wants the shell back for a while (Ctrl-Z).
    case suspended
    /// The process is to end.
    case ended(Ending)
  }

  /// Why the process must end, by the exit status that shells use for it.
  public enum Ending: Int32, Sendable, Hashable {
    /// The terminal was closed.
    case hungUp = 129
    /// Ctrl-C.
    case interrupted = 130
    /// Ctrl-\.
    case quit = 131
    /// Asked to end, by Slurm or `kill`.
    case terminated = 143
  }

  /// A program to run, with its input and environment.
  public struct Program: Sendable, Hashable {
    /// Its name, looked up in `PATH`, and its arguments.
    public var words: [String]
    /// Variables added to its environment, as `NAME=value`.
    public var environment: [String]
    /// Its standard input, of any size.
    public var input: [UInt8]
    /// Whether its output is dropped; else it goes to standard error.
    public var isQuiet: Bool
    /// Whether its standard output is kept, to be read by `output`.
    public var keepsOutput: Bool

    /// Creates a program to be run.
    public init(
      words: [String], environment: [String] = [], input: [UInt8] = [], isQuiet: Bool = false,
      keepsOutput: Bool = false
    ) {
      self.words = words
      self.environment = environment
      self.input = input
      self.isQuiet = isQuiet
      self.keepsOutput = keepsOutput
    }
  }

  /// Seconds by a clock that never goes back.
  public var uptime: () -> Double
  /// From here on signals do not end the process; `wait` reports them.
  public var takeSignals: () -> Void
  /// Waits until something happens, at most this many seconds; 0 only checks.
  public var wait: (Double) -> Waking
  /// The terminal's columns and rows; nil if standard output is not a terminal.
  public var screenSize: () -> (columns: Int, rows: Int)?
  /// Switches the terminal to raw input (each key at once, no echo), or back.
  public var takeKeys: (Bool) -> Void
  /// Stops the process until the shell lets it continue.
  public var suspend: () -> Void
  /// Starts a program; returns its number, or the system's error number.
  public var start: (Program) -> Result<Int32, OutputError>
  /// The exit status of a program that was started; nil while it runs.
  public var status: (Int32) -> Int32?
  /// The last 64 KiB of a kept output, after the program has ended; can be read only once.
  public var output: (Int32) -> [UInt8]
  /// Ends a program and all its children; asks them to end, or kills them if `final`.
  public var kill: (Int32, Bool) -> Void
  /// Replaces this process with a program, which keeps its number, descriptors and parent; returns
  /// the reason if that fails.
  public var become: (Program) -> OutputError
  /// The path of the file that this process runs; nil if the system does not know it.
  public var executable: () -> String?
  /// Replaces a file atomically, so that no reader ever sees a part of it.
  public var replaceFile: (String, [UInt8]) throws(OutputError) -> Void

  /// Creates a world from its parts; without parts, nothing happens and the first wait ends it.
  public init(
    uptime: @escaping () -> Double = { 0 }, takeSignals: @escaping () -> Void = {},
    wait: @escaping (Double) -> Waking = { _ in .ended(.terminated) },
    screenSize: @escaping () -> (columns: Int, rows: Int)? = { nil },
    takeKeys: @escaping (Bool) -> Void = { _ in }, suspend: @escaping () -> Void = {},
    start: @escaping (Program) -> Result<Int32, OutputError> = { _ in .failure(.failed(code: 2)) },
    status: @escaping (Int32) -> Int32? = { _ in 0 },
    output: @escaping (Int32) -> [UInt8] = { _ in [] },
    kill: @escaping (Int32, Bool) -> Void = { _, _ in },
    become: @escaping (Program) -> OutputError = { _ in .failed(code: 2) },
    executable: @escaping () -> String? = { nil },
    replaceFile: @escaping (String, [UInt8]) throws(OutputError) -> Void = {
      (_, _) throws(OutputError) in
    }
  ) {
    self.uptime = uptime
    self.takeSignals = takeSignals
    self.wait = wait
    self.screenSize = screenSize
    self.takeKeys = takeKeys
    self.suspend = suspend
    self.start = start
    self.status = status
    self.output = output
    self.kill = kill
    self.become = become
    self.executable = executable
    self.replaceFile = replaceFile
  }
}
