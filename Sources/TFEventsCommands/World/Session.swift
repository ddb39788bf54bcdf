public import TextFormats

/// Everything outside of the program that a command may use: arguments, output, files it was told
/// to write.
public struct Session {
  /// The arguments of the command line, without the program's name.
  public var arguments: [String]
  /// The value of an environment variable.
  public var environment: (String) -> String?
  /// The output for answers.
  public var output: OutputStream
  /// The stream for progress, warnings and errors.
  public var errors: OutputStream
  /// Standard input.
  public var input: InputStream
  /// Opens a file of records or tables for reading.
  public var openFile: (String) throws(InputError) -> InputStream
  /// Begins a file that the user named with `-o`; an existing file is kept until this one is
  /// closed.
  public var createFile: (String) throws(OutputError) -> OutputFile
  /// Seconds since the Unix epoch.
  public var now: () -> Double
  /// What only long-running commands need.
  public var live: LiveWorld

  /// Creates a session from its parts.
  public init(
    arguments: [String], environment: @escaping (String) -> String?, output: OutputStream,
    errors: OutputStream, input: InputStream = .empty,
    openFile: @escaping (String) throws(InputError) -> InputStream = { (_) throws(InputError) in
      .empty
    },
    createFile: @escaping (String) throws(OutputError) -> OutputFile,
    now: @escaping () -> Double, live: LiveWorld = LiveWorld()
  ) {
    self.arguments = arguments
    self.environment = environment
    self.output = output
    self.errors = errors
    self.input = input
    self.openFile = openFile
    self.createFile = createFile
    self.now = now
    self.live = live
  }
}

/// A descriptor for writing, with the facts about its destination.
public struct OutputStream {
  /// Whether it is a terminal.
  public var isTerminal: Bool
  /// The number of columns of that terminal, if it is known.
  public var columns: Int?
  /// Takes the bytes.
  public var sink: ByteSink

  /// Creates a stream.
  public init(isTerminal: Bool, columns: Int?, sink: ByteSink) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.sink = sink
  }

  /// Writes text at once.
  public func write(_ text: String) throws(OutputError) {
    var buffer = ByteBuffer()
    buffer.append(text)
    try sink.drain(&buffer)
  }
}

/// A file that is being written.
public struct OutputFile {
  /// Takes the bytes.
  public var sink: ByteSink
  /// Finishes the file and moves it to its path; throws if the system reports a write error only
  /// now.
  public var close: () throws(OutputError) -> Void
  /// Stops writing and keeps the file that existed before.
  public var abandon: () -> Void
  /// The path of the temporary file, for writers that need a path; nil if the target is written
  /// directly.
  public var draft: String?

  /// Creates a file from closures that write, close and abandon it.
  public init(
    sink: ByteSink, close: @escaping () throws(OutputError) -> Void,
    abandon: @escaping () -> Void = {}, draft: String? = nil
  ) {
    self.sink = sink
    self.close = close
    self.abandon = abandon
    self.draft = draft
  }
}
