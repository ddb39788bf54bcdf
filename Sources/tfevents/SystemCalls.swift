import Glibc
import Reports
import Scalars
import TFEventsCommands
import TextFormats

// The system calls of the executable: descriptors, the terminal's width, the environment, the
// clock.

func exitProcess(_ status: Int32) -> Never { exit(status) }

extension Session {
  /// The session of this process: its arguments, descriptors and environment.
  static var ofThisProcess: Session {
    // A reader that went away shows as an error of write(2), not as a signal that kills.
    signal(SIGPIPE, SIG_IGN)
    // So does a limit of the size of files.
    signal(SIGXFSZ, SIG_IGN)
    reopenClosedDescriptors()
    return Session(
      arguments: Array(commandLineWords().dropFirst()),
      environment: environmentValue,
      output: stream(1), errors: stream(2), input: reader(0), openFile: existingFile,
      createFile: newFile,
      now: secondsSinceEpoch, live: .ofThisProcess)
  }
}

/// Occupies the numbers 0 to 2 if they are closed, so that no file opened later gets one of them.
///
/// Reading a closed input, and writing to a closed output, then fails; only output to standard
/// error is lost.
private func reopenClosedDescriptors() {
  for (descriptor, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDWR)]
  where fcntl(descriptor, F_GETFD) < 0 {
    _ = unsafe open("/dev/null", mode)
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
  let descriptor = unsafe open(cString(path), O_RDONLY | O_CLOEXEC)
  if descriptor < 0 { throw InputError(code: errno) }
  return reader(descriptor) { _ = Glibc.close(descriptor) }
}

/// The bytes that are available now, 64 KiB at most; none at the end.
func readSome(from descriptor: Int32) throws(InputError) -> [UInt8] {
  var failure: Int32 = 0
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
    var got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
    while got < 0, mayTryAgain(descriptor, POLLIN) {
      unsafe got = read(descriptor, buffer.baseAddress, buffer.count)
    }
    if got < 0 { failure = errno }
    count = max(0, got)
  }
  if failure != 0 { throw InputError(code: failure) }
  return bytes
}

func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe text(value)
}

/// The bytes of a C string, as text from which they can be restored.
func text(_ string: UnsafePointer<CChar>) -> String {
  let bytes = unsafe UnsafeRawBufferPointer(start: string, count: strlen(string))
  return unsafe String(foreignBytes: Array(bytes))
}

/// A path or name as system calls take it.
func cString(_ text: String) -> [CChar] { (text.foreignBytes + [0]).map { CChar(bitPattern: $0) } }

/// The arguments, byte for byte: `CommandLine.arguments` would change bytes that are not UTF-8.
private func commandLineWords() -> [String] {
  (0..<Int(CommandLine.argc)).compactMap { index in
    unsafe CommandLine.unsafeArgv[index].map { unsafe text($0) }
  }
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

/// Whether to repeat a call that failed: it was interrupted, or the descriptor was not ready.
///
/// Another process may have made the descriptor non-blocking; then this waits for it.
private func mayTryAgain(_ descriptor: Int32, _ event: Int32) -> Bool {
  if errno == EINTR { return true }
  if errno != EAGAIN, errno != EWOULDBLOCK { return false }
  var question = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  return unsafe poll(&question, 1, -1) >= 0 || errno == EINTR
}

func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
  var done = 0
  while done < bytes.count {
    let written = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
    }
    if written < 0 {
      if mayTryAgain(descriptor, POLLOUT) { continue }
      throw errno == EPIPE ? .closed : .failed(code: errno)
    }
    done += written
  }
}

// MARK: Long-running commands

extension LiveWorld {
  /// The world of this process.
  static var ofThisProcess: LiveWorld {
    let signals = WaitedSignals()
    let keyboard = Keyboard()
    let outputs = KeptOutputs()
    return LiveWorld(
      uptime: secondsOfUptime, takeSignals: { signals.take() },
      wait: { seconds in wakeUp(within: seconds, signals, keyboard) },
      screenSize: sizeOfScreen, takeKeys: { keyboard.take($0) },
      suspend: { Glibc.kill(getpid(), SIGSTOP) }, start: { startProgram($0, outputs) },
      status: exitStatus, output: { outputs.take($0) }, kill: killProgram, become: becomeProgram,
      executable: pathOfExecutable, replaceFile: putFile)
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

/// Signals that are blocked and read on request, so that none interrupts something.
private final class WaitedSignals {
  private var set = sigset_t()
  private var isTaken = false

  /// Blocks the signals that would end or stop the process, except those that the parent ignores.
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

  /// Waits a limited number of seconds for the next signal.
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

/// The keyboard, if standard input is a terminal.
private final class Keyboard {
  private var usual = termios()
  private(set) var isTaken = false

  /// Reads keys one by one without echo, or restores the old mode.
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

  /// The keys pressed within a number of seconds; nil if the terminal is gone.
  func keys(within seconds: Double) -> [UInt8]? {
    var question = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&question, 1, Int32(clamping: Int(clamping: seconds * 1_000))) > 0 else {
      return []
    }
    guard let keys = try? readSome(from: 0), !keys.isEmpty else { return nil }
    return keys
  }
}

/// Waits for time, keys or signals; keys are checked every twentieth of a second.
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
