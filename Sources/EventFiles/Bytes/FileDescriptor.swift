import Glibc

/// An open file: only this file of the module makes system calls.
struct FileDescriptor: ~Copyable {
  let number: Int32
  private let isOwned: Bool

  /// A system error number.
  struct Failure: Error { var code: Int32 }

  /// Opens the file at `path` for reading.
  init(opening path: [UInt8]) throws(Failure) {
    var name = path.map { CChar(bitPattern: $0) }
    name.append(0)
    // Without O_NONBLOCK, opening a pipe without a writer would block before it can be recognized
    // as a pipe.
    number = unsafe open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    isOwned = true
    if number < 0 { throw Failure(code: errno) }
  }

  /// Creates a file without a name in a folder: it takes room there until it is closed, however the
  /// program ends.
  init(withoutNameIn folder: [UInt8]) throws(Failure) {
    var name = (folder + Array("/tfevents-XXXXXX\0".utf8)).map { CChar(bitPattern: $0) }
    number = unsafe mkstemp(&name)
    isOwned = true
    if number < 0 { throw Failure(code: errno) }
    unsafe unlink(name)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// Wraps a descriptor that its owner closes.
  init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit { if isOwned { close(number) } }

  /// What the file system says about the file now.
  var facts: FileFacts? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    return FileFacts(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
      isRegular: status.st_mode & S_IFMT == S_IFREG)
  }

  /// Reads up to `count` bytes into `buffer` at `index`; 0 at the end.
  ///
  /// The bytes are those at `offset` in the file, or the next ones of a pipe if `offset` is `nil`.
  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64?
  ) throws(Failure) -> Int {
    while true {
      let done = unsafe buffer.fill(at: index, count: count) { target, count in
        guard let offset else { return unsafe Glibc.read(number, target, count) }
        return unsafe pread(number, target, count, off_t(offset))
      }
      if done >= 0 { return done }
      if errno != EINTR { throw Failure(code: errno) }
    }
  }

  /// Writes all bytes at an offset of the file.
  func write(_ bytes: [UInt8], at offset: Int64) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe pwrite(number, $0.baseAddress, $0.count, off_t(offset) + off_t(done))
      }
      if count >= 0 { done += count } else if errno != EINTR { throw Failure(code: errno) }
    }
  }

  /// How many bytes an ordinary user may still write to the file's disk; nil if nobody knows.
  var freeSpace: Int64? {
    var space = statvfs()
    guard unsafe fstatvfs(number, &space) == 0 else { return nil }
    let (bytes, overflow) = Int64(clamping: space.f_bavail)
      .multipliedReportingOverflow(by: Int64(clamping: space.f_frsize))
    return overflow ? .max : bytes
  }
}
