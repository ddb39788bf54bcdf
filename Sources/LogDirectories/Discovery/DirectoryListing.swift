// Only this file of the module asks the file system; all unsafe code of the module is here.
internal import Glibc
import Scalars
internal import TextFormats

/// The kind of a directory entry.
enum EntryKind: Sendable {
  case file, directory, link, other
}

/// The file system's facts about a path, links followed.
struct FileStatus: Sendable, Hashable {
  var kind: EntryKind
  var identity: FileIdentity
  var size: Int64
  /// Last change of the content, in nanoseconds since the Unix epoch.
  var modified: Int64
  /// The store if the file is a pointer, `.some(nil)` if it is not a pointer; nil if this was not
  /// checked.
  var keptBy: LargeFileStore??
}

/// The entries of one directory; it is read in one go and closed again.
struct DirectoryListing {
  struct Entry {
    var name: [UInt8]
    /// The kind without following links.
    var kind: EntryKind
  }

  /// All entries but `.` and `..`, in natural order.
  var entries: [Entry]
  /// The directory's own identity.
  var identity: FileIdentity

  /// Lists the directory at `path`; at most `limit` entries are looked at.
  ///
  /// If listing fails half-way, it fails as a whole.
  init(_ path: LogPath, limit: Int = .max) throws(SystemError) {
    if let archive = path.archive {
      self = try Self.listed(path, in: archive, limit: limit)
      return
    }
    guard let stream = unsafe path.withCString({ unsafe opendir($0) }) else {
      throw SystemError(number: errno)
    }
    defer { unsafe closedir(stream) }
    var status = stat()
    guard unsafe fstat(dirfd(stream), &status) == 0 else { throw SystemError(number: errno) }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    entries = []
    while entries.count < limit {
      // Only this shows whether the listing ended or failed.
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemError(number: errno) }
        break
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name == Self.itself || name == Self.above { continue }
      let type = unsafe Int(entry.pointee.d_type)
      if let kind = Self.kind(type: type) ?? path.appending(name).kindIfThere() {
        entries.append(Entry(name: name, kind: kind))
      }
    }
    entries.sort { naturallyPrecedes($0.name, $1.name) }
  }

  init(entries: [Entry], identity: FileIdentity) {
    self.entries = entries
    self.identity = identity
  }

  private static let itself = Array(".".utf8)
  private static let above = Array("..".utf8)

  /// The kind that `readdir` gave; nil if the file system leaves that to `stat`.
  private static func kind(type: Int) -> EntryKind? {
    switch type {
    case Int(DT_REG): .file
    case Int(DT_DIR): .directory
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): nil
    default: .other
    }
  }
}

extension LogPath {
  /// The device and inode of the file at this path, links followed; nil if nothing can be found.
  public var identity: FileIdentity? {
    do throws(SystemError) { return try status().identity } catch { return nil }
  }

  /// The file system's facts about this path, links followed.
  func status() throws(SystemError) -> FileStatus {
    if let archive { return try status(in: archive) }
    var status = stat()
    let result = unsafe withCString { unsafe stat($0, &status) }
    guard result == 0 else { throw SystemError(number: errno) }
    let time = status.st_mtim
    return FileStatus(
      kind: Self.kind(mode: status.st_mode),
      identity: FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
      size: Int64(status.st_size),
      modified: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  /// This path without links, `.` and `..`; nil if nothing is there.
  public func resolved() -> LogPath? {
    if let archive { return resolved(in: archive) }
    return resolvedOnDisk()
  }

  private func resolvedOnDisk() -> LogPath? {
    unsafe withCString { path in
      guard let text = unsafe realpath(path, nil) else { return nil }
      defer { unsafe free(text) }
      let bytes = unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
      return unsafe LogPath(bytes: Array(bytes))
    }
  }

  /// All bytes of the file at this path; a larger file than `limit` is refused, or read only to the
  /// limit.
  func contents(limit: Int, isCut: Bool = false) throws(SystemError) -> [UInt8] {
    if archive != nil { return try contentsOfMember(limit: limit, isCut: isCut) }
    let descriptor = unsafe withCString { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    if descriptor < 0 { throw SystemError(number: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      var failure: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        var got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        while got < 0, errno == EINTR {
          unsafe got = read(descriptor, buffer.baseAddress, buffer.count)
        }
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      if failure != 0 { throw SystemError(number: failure) }
      if piece.isEmpty { return bytes }
      if bytes.count + piece.count > limit {
        if isCut { return bytes + piece.prefix(limit - bytes.count) }
        throw SystemError(number: EFBIG)
      }
      bytes += piece
    }
  }

  /// Whether there is a link at this path.
  var isLink: Bool { kindWithoutFollowing() == .link }

  /// The target of the link at this path, as written in the link; nil if this is not a link.
  var linkTarget: [UInt8]? {
    if archive != nil { return nil }
    var target = [CChar](repeating: 0, count: 4096)
    let count = unsafe withCString { unsafe readlink($0, &target, target.count) }
    return count < 0 ? nil : target.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// The kind of an entry that was listed without one; nil if it has disappeared since.
  ///
  /// An entry that cannot be inspected is treated as a directory: listing it will report the error.
  fileprivate func kindIfThere() -> EntryKind? {
    let kind = kindWithoutFollowing()
    if kind != nil { return kind }
    return errno == ENOENT ? nil : .directory
  }

  private func kindWithoutFollowing() -> EntryKind? {
    if let archive { return kindWithoutFollowing(in: archive) }
    var status = stat()
    let result = unsafe withCString { unsafe lstat($0, &status) }
    return result == 0 ? Self.kind(mode: status.st_mode) : nil
  }

  private static func kind(mode: mode_t) -> EntryKind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .other
    }
  }

  fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var terminated: [CChar] = []
    terminated.reserveCapacity(bytes.count + 1)
    for byte in bytes { terminated.append(CChar(bitPattern: byte)) }
    terminated.append(0)
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      // The array above holds at least the terminator, so the buffer has a base address.
      guard let start = buffer.baseAddress else { preconditionFailure("an empty C string") }
      return unsafe body(start)
    }
  }
}
