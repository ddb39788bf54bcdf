import Glibc
import Reports
import Scalars
import TFEventsCommands
import TextFormats

// What the executable asks of the system: descriptors, the terminal's width, the environment, the clock.

func exitProcess(_ status: Int32) -> Never { exit(status) }

extension Session {
  /// The session of the process that runs: its words, descriptors and environment.
  static var ofThisProcess: Session {
    // A reader that went away is an error of write(2), not a signal that kills.
    signal(SIGPIPE, SIG_IGN)
    return Session(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: environmentValue,
      output: stream(1), errors: stream(2), input: reader(0), openFile: existingFile,
      createFile: newFile,
      now: secondsSinceEpoch, live: .ofThisProcess)
  }
}

private func stream(_ descriptor: Int32) -> OutputStream {
  OutputStream(
    isTerminal: isatty(descriptor) == 1, columns: terminalColumns(descriptor),
    sink: ByteSink { (bytes) throws(OutputError) in try writeAll(bytes, to: descriptor) })
}

private func reader(_ descriptor: Int32, close: @escaping () -> Void = {}) -> InputStream {
  InputStream(
    read: { () throws(InputError) in try readSome(from: descriptor) }, close: close)
}

private func existingFile(_ path: String) throws(InputError) -> InputStream {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  if descriptor < 0 { throw InputError(code: errno) }
  return reader(descriptor) { _ = Glibc.close(descriptor) }
}

/// What there is to read now, 64 KiB at most; nothing at the end.
private func readSome(from descriptor: Int32) throws(InputError) -> [UInt8] {
  var failure: Int32 = 0
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
    var got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
    while got < 0, errno == EINTR {
      unsafe got = read(descriptor, buffer.baseAddress, buffer.count)
    }
    if got < 0 { failure = errno }
    count = max(0, got)
  }
  if failure != 0 { throw InputError(code: failure) }
  return bytes
}

private func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

private func terminalColumns(_ descriptor: Int32) -> Int? {
  var size = winsize()
  guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}

private func secondsSinceEpoch() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
  var done = 0
  while done < bytes.count {
    let written = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
    }
    if written < 0 {
      if errno == EINTR { continue }
      throw errno == EPIPE ? .closed : .failed(code: errno)
    }
    done += written
  }
}

private func newFile(_ path: String) throws(OutputError) -> OutputFile {
  let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  if descriptor < 0 { throw .failed(code: errno) }
  return OutputFile(
    sink: ByteSink { (bytes) throws(OutputError) in try writeAll(bytes, to: descriptor) },
    close: { () throws(OutputError) in
      if Glibc.close(descriptor) != 0 { throw .failed(code: errno) }
    })
}

// MARK: Commands that go on for a while

extension LiveWorld {
  /// The world as this process finds it.
  static var ofThisProcess: LiveWorld {
    let signals = WaitedSignals()
    let keyboard = Keyboard()
    return LiveWorld(
      uptime: secondsOfUptime, takeSignals: { signals.take() },
      wait: { seconds in wakeUp(within: seconds, signals, keyboard) },
      screenSize: sizeOfScreen, takeKeys: { keyboard.take($0) },
      suspend: { kill(getpid(), SIGSTOP) }, start: startProgram, status: exitStatus,
      replaceFile: putFile)
  }
}

private func secondsOfUptime() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

private func sizeOfScreen() -> (columns: Int, rows: Int)? {
  var size = winsize()
  guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
    return nil
  }
  return (Int(size.ws_col), Int(size.ws_row))
}

/// Signals that are held back and asked for, so that none comes in the midst of something.
private final class WaitedSignals {
  private var set = sigset_t()
  private var isTaken = false

  /// Holds back the signals that would end or stop the process, but those that the parent had ignored.
  func take() {
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGWINCH)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT] where !Self.isIgnored(number)
    {
      unsafe sigaddset(&set, number)
    }
    unsafe sigprocmask(SIG_BLOCK, &set, nil)
    isTaken = true
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    unsafe sigaction(number, nil, &action)
    // SIG_IGN is the address 1.
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// The next signal, after so many seconds at most.
  func next(within seconds: Double) -> LiveWorld.Waking? {
    if !isTaken { take() }
    let whole = max(0, min(seconds, 1e6))
    var time = timespec()
    time.tv_sec = Int(clamping: whole)
    time.tv_nsec = Int(clamping: (whole - whole.rounded(.down)) * 1e9)
    switch unsafe sigtimedwait(&set, nil, &time) {
    case SIGINT: return .ended(.interrupted)
    case SIGTERM: return .ended(.terminated)
    case SIGHUP: return .ended(.hungUp)
    case SIGQUIT: return .ended(.quit)
    case SIGTSTP: return .suspended
    case SIGCONT: return .continued
    case SIGWINCH: return .resized
    default: return nil
    }
  }
}

/// The keyboard, where standard input is a terminal.
private final class Keyboard {
  private var usual = termios()
  private(set) var isTaken = false

  /// Takes keys one by one and unseen, or as they were before.
  func take(_ takes: Bool) {
    guard takes != isTaken, isatty(0) == 1 else { return }
    if takes {
      guard unsafe tcgetattr(0, &usual) == 0 else { return }
      var single = usual
      single.c_lflag &= ~tcflag_t(ICANON | ECHO)
      unsafe tcsetattr(0, TCSANOW, &single)
    } else {
      unsafe tcsetattr(0, TCSANOW, &usual)
    }
    isTaken = takes
  }

  /// The keys pressed within so many seconds; nil where the terminal is gone.
  func keys(within seconds: Double) -> [UInt8]? {
    var question = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&question, 1, Int32(clamping: Int(clamping: seconds * 1_000))) > 0 else {
      return []
    }
    guard let keys = try? readSome(from: 0), !keys.isEmpty else { return nil }
    return keys
  }
}

/// Waits for time, keys or signals; keys are looked for in turns of a twentieth of a second.
private func wakeUp(
  within seconds: Double, _ signals: WaitedSignals, _ keyboard: Keyboard
) -> LiveWorld.Waking {
  guard keyboard.isTaken else { return signals.next(within: seconds) ?? .time }
  let end = secondsOfUptime() + seconds
  while true {
    if let signal = signals.next(within: 0) { return signal }
    let left = end - secondsOfUptime()
    guard let keys = keyboard.keys(within: max(0, min(left, 0.05))) else { return .ended(.hungUp) }
    if !keys.isEmpty { return .keys(keys) }
    if left <= 0 { return .time }
  }
}

/// Starts a program with its own input; what it writes goes to standard error, or nowhere.
private func startProgram(_ program: LiveWorld.Program) -> Result<Int32, OutputError> {
  var ends: [Int32] = [0, 0]
  guard unsafe pipe(&ends) == 0 else { return .failure(.failed(code: errno)) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  let (reading, writing) = (ends[0], ends[1])
  defer {
    close(reading)
    close(writing)
  }
  var actions = unsafe posix_spawn_file_actions_t()
  var attributes = posix_spawnattr_t()
  unsafe posix_spawn_file_actions_init(&actions)
  unsafe posix_spawnattr_init(&attributes)
  defer {
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }
  unsafe posix_spawn_file_actions_adddup2(&actions, reading, 0)
  if program.isQuiet {
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  }
  unsafe posix_spawn_file_actions_adddup2(&actions, 2, 1)
  // The signals that this process holds back or ignores are the program's own affair.
  var set = sigset_t()
  unsafe sigemptyset(&set)
  unsafe posix_spawnattr_setsigmask(&attributes, &set)
  unsafe sigaddset(&set, SIGPIPE)
  unsafe posix_spawnattr_setsigdefault(&attributes, &set)
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  var number: pid_t = 0
  let code = unsafe withCStrings(program.words) { words in
    unsafe withCStrings(inheritedEnvironment() + program.environment) { variables in
      unsafe posix_spawnp(&number, program.words[0], &actions, &attributes, words, variables)
    }
  }
  if code != 0 { return .failure(.failed(code: code)) }
  // The record is shorter than what a pipe holds, so this never waits for the program.
  try? writeAll(Array(program.input.prefix(1 << 16)), to: writing)
  return .success(number)
}

private func inheritedEnvironment() -> [String] {
  var variables: [String] = []
  var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = unsafe environ
  while let text = unsafe entry.pointee {
    unsafe variables.append(String(cString: text))
    unsafe entry += 1
  }
  return variables
}

/// Hands over texts as a C array of C strings, ended by a null.
private func withCStrings<R>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
) -> R {
  let pointers = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers + [nil])
}

private func exitStatus(of number: Int32) -> Int32? {
  var status: Int32 = 0
  guard unsafe waitpid(number, &status, WNOHANG) != 0 else { return nil }
  return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}

/// Writes a file beside the one at `path` and renames it, which readers see as one change.
private func putFile(_ path: String, with bytes: [UInt8]) throws(OutputError) {
  let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
  // A name that begins with a point is no `*.prom`, so that no collector reads it.
  let draft = path.dropLast(name.count) + ".\(name).\(getpid())"
  var buffer = ByteBuffer()
  buffer.append(bytes)
  let file = try newFile(String(draft))
  do throws(OutputError) {
    try file.sink.drain(&buffer)
    try file.close()
  } catch {
    unsafe unlink(String(draft))
    throw error
  }
  if unsafe rename(String(draft), path) != 0 { throw .failed(code: errno) }
}
