import Glibc

/// An open file: only this file of the module makes system calls.
struct FileDescriptor: ~Copyable {
  let number: Int32
  private let isOwned: Bool

  /// The identity of a file, which changes if another file is put at its path.
  struct Status {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    /// Last change of the content, in nanoseconds since the Unix epoch.
    var modified: Int64
    var isRegular: Bool
  }

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

  /// Wraps a descriptor that its owner closes.
  init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit { if isOwned { close(number) } }

  var status: Status? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    return Status(
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
}
