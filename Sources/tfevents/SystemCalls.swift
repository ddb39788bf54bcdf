import Glibc
import Reports
import TFEventsCommands

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
      now: secondsSinceEpoch)
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
