import Glibc
import TFEventsCommands
import TextFormats

// Runs the programs that are told about events.

/// Starts a program with its own input; its output goes to standard error, or nowhere.
func startProgram(
  _ program: LiveWorld.Program, _ outputs: KeptOutputs
) -> Result<Int32, OutputError> {
  let reading: Int32
  do throws(OutputError) { reading = try inputFile(program.input) } catch {
    return .failure(error)
  }
  defer { close(reading) }
  let writing = program.keepsOutput ? try? emptyFile() : nil
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
  unsafe posix_spawn_file_actions_adddup2(&actions, writing ?? 2, 1)
  // Signals that this process blocks or ignores must not be blocked or ignored in the program.
  var set = sigset_t()
  unsafe sigemptyset(&set)
  unsafe posix_spawnattr_setsigmask(&attributes, &set)
  unsafe sigaddset(&set, SIGPIPE)
  unsafe sigaddset(&set, SIGXFSZ)
  unsafe posix_spawnattr_setsigdefault(&attributes, &set)
  // A process group of its own, so that all its children can be ended with it.
  unsafe posix_spawnattr_setpgroup(&attributes, 0)
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
  var number: pid_t = 0
  let code = unsafe withCStrings(program.words) { words in
    unsafe withCStrings(inheritedEnvironment() + program.environment) { variables in
      unsafe posix_spawnp(
        &number, cString(program.words[0]), &actions, &attributes, words, variables)
    }
  }
  if code != 0 {
    if let writing { close(writing) }
    return .failure(.failed(code: code))
  }
  if let writing { outputs.keep(writing, of: number) }
  return .success(number)
}

/// Replaces this process with a program, with default signal handling; returns the reason if that
/// fails.
func becomeProgram(_ program: LiveWorld.Program) -> OutputError {
  var set = sigset_t()
  unsafe sigemptyset(&set)
  unsafe sigprocmask(SIG_SETMASK, &set, nil)
  signal(SIGPIPE, SIG_DFL)
  signal(SIGXFSZ, SIG_DFL)
  unsafe withCStrings(program.words) { words in
    unsafe withCStrings(inheritedEnvironment() + program.environment) { variables in
      _ = unsafe execve(cString(program.words[0]), words, variables)
    }
  }
  return .failed(code: errno)
}

/// The path of the file that this process runs.
func pathOfExecutable() -> String? {
  guard let real = unsafe realpath("/proc/self/exe", nil) else { return nil }
  defer { unsafe free(real) }
  return unsafe text(real)
}

/// Ends a program and all its children: first by asking, then for good.
func killProgram(_ number: Int32, _ isFinal: Bool) { kill(-number, isFinal ? SIGKILL : SIGTERM) }

/// The files that receive the kept output of programs.
final class KeptOutputs {
  private static let limit = 65_536
  private var descriptors: [Int32: Int32] = [:]

  fileprivate func keep(_ descriptor: Int32, of program: Int32) {
    descriptors[program] = descriptor
  }

  /// The end of a program's output; its file is deleted then.
  func take(_ program: Int32) -> [UInt8] {
    guard let descriptor = descriptors.removeValue(forKey: program) else { return [] }
    defer { close(descriptor) }
    lseek(descriptor, max(0, lseek(descriptor, 0, SEEK_END) - Self.limit), SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}

/// A file without a name that holds a program's input, of any size, so that nobody has to wait for
/// a pipe.
private func inputFile(_ bytes: [UInt8]) throws(OutputError) -> Int32 {
  let descriptor = try emptyFile()
  do throws(OutputError) { try writeAll(bytes, to: descriptor) } catch {
    close(descriptor)
    throw error
  }
  lseek(descriptor, 0, SEEK_SET)
  return descriptor
}

/// A file without a name, in any directory with room for one.
private func emptyFile() throws(OutputError) -> Int32 {
  var descriptor: Int32 = -1
  for folder in [environmentValue("TMPDIR") ?? "/tmp", "/dev/shm", "/var/tmp"] where descriptor < 0
  {
    descriptor = namelessFile(in: folder)
  }
  if descriptor < 0 { throw .failed(code: errno) }
  return descriptor
}

private func namelessFile(in folder: String) -> Int32 {
  var template = cString(folder + "/tfevents-XXXXXX")
  let descriptor = unsafe mkstemp(&template)
  if descriptor < 0 { return -1 }
  unsafe unlink(template)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  return descriptor
}

private func inheritedEnvironment() -> [String] {
  var variables: [String] = []
  var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = unsafe environ
  while let variable = unsafe entry.pointee {
    unsafe variables.append(text(variable))
    unsafe entry += 1
  }
  return variables
}

/// Passes texts as a C array of C strings, ended by a null.
private func withCStrings<R>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
) -> R {
  let pointers = unsafe texts.map { unsafe strdup(cString($0)) }
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers + [nil])
}

func exitStatus(of number: Int32) -> Int32? {
  var status: Int32 = 0
  guard unsafe waitpid(number, &status, WNOHANG) != 0 else { return nil }
  return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}
