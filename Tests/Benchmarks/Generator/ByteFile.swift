import Glibc

/// A file being written, through a buffer of a few MB.
struct ByteFile: ~Copyable {
  private let descriptor: Int32
  private var bytes: [UInt8] = []

  init(creating path: String) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    precondition(descriptor >= 0, "\(path) cannot be created: error \(errno)")
    bytes.reserveCapacity(5 << 20)
  }

  deinit { Glibc.close(descriptor) }

  mutating func append(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
    if bytes.count >= 4 << 20 { flush() }
  }

  mutating func flush() {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      precondition(written > 0, "writing failed: error \(errno)")
      done += written
    }
    bytes.removeAll(keepingCapacity: true)
  }
}

func makeDirectory(_ path: String) {
  let status = unsafe mkdir(path, 0o755)
  precondition(status == 0 || errno == EEXIST, "\(path) cannot be made: error \(errno)")
}
