import Glibc
import TFEventsCommands
import TextFormats

// Output files: each is written beside the existing file, which it replaces when it is complete.
//
// So neither a kill nor a full disk leaves half a file. Ctrl-C and the usual signals remove what
// was written.

/// Begins a file that will be at `path`; its mode, its owner and links that lead to it are kept.
///
/// Anything other than a regular file, such as a pipe or `/dev/stdout`, is written directly.
func newFile(_ path: String) throws(OutputError) -> OutputFile {
  var status = stat()
  if unsafe stat(cString(path), &status) != 0 {
    if errno != ENOENT { throw .failed(code: errno) }
    // A dangling link is followed: the file is created at its target.
    return isLink(path) ? try directFile(path) : try draftedFile(for: path, replacing: nil)
  }
  let isPlain = status.st_mode & S_IFMT == S_IFREG
  if !isPlain || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") {
    return try directFile(path)
  }
  // A file that may not be written is not replaced either.
  if unsafe access(cString(path), W_OK) != 0 { throw .failed(code: errno) }
  guard let target = realPath(path) else { throw .failed(code: errno) }
  do throws(OutputError) { return try draftedFile(for: target, replacing: status) } catch {
    // A file may be writable in a directory that is not.
    let refusals = [EACCES, EPERM, EROFS].map { OutputError.failed(code: $0) }
    if refusals.contains(error) { return try directFile(target) }
    throw error
  }
}

/// Replaces the file at `path` with these bytes, atomically for readers.
func putFile(_ path: String, with bytes: [UInt8]) throws(OutputError) {
  var buffer = ByteBuffer()
  buffer.append(bytes)
  let file = try newFile(path)
  do throws(OutputError) { try file.sink.drain(&buffer) } catch {
    file.abandon()
    throw error
  }
  try file.close()
}

/// A file that is written in place.
private func directFile(_ path: String) throws(OutputError) -> OutputFile {
  let descriptor = unsafe open(cString(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  if descriptor < 0 { throw .failed(code: errno) }
  return OutputFile(
    sink: ByteSink { (bytes) throws(OutputError) in try writeAll(bytes, to: descriptor) },
    close: { () throws(OutputError) in try closeFile(descriptor) },
    abandon: { close(descriptor) })
}

/// A file that is written beside `target` and then replaces it; `old` is the existing file.
private func draftedFile(for target: String, replacing old: stat?) throws(OutputError) -> OutputFile
{
  let name = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
  let folder = String(target.dropLast(name.count))
  // Collectors of logs or metrics ignore a name that begins with a point and matches no pattern of
  // theirs.
  let draft = folder + ".partial-\(getpid())-\(nextDraftNumber())"
  // Noted first: a signal may come as soon as the file is there.
  beginDraft(draft)
  let descriptor = unsafe open(cString(draft), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  if descriptor < 0 {
    let code = errno
    endDraft()
    throw .failed(code: code)
  }
  if let old {
    // Only root may change a file's owner; for others the new file belongs to them.
    _ = fchown(descriptor, old.st_uid, old.st_gid)
    _ = fchmod(descriptor, old.st_mode & 0o7777)
  }
  let isShared = old.map { $0.st_nlink > 1 } ?? false
  return OutputFile(
    sink: ByteSink { (bytes) throws(OutputError) in try writeAll(bytes, to: descriptor) },
    close: { () throws(OutputError) in
      defer { endDraft() }
      do throws(OutputError) {
        try closeFile(descriptor)
        if isShared {
          try copy(draft, onto: target)
        } else if unsafe rename(cString(draft), cString(target)) != 0 {
          throw .failed(code: errno)
        }
      } catch {
        unsafe unlink(cString(draft))
        throw error
      }
    },
    abandon: {
      close(descriptor)
      unsafe unlink(cString(draft))
      endDraft()
    }, draft: draft)
}

/// Copies a complete draft into a file that has several names (hard links), and deletes the draft.
private func copy(_ draft: String, onto target: String) throws(OutputError) {
  let from = unsafe open(cString(draft), O_RDONLY | O_CLOEXEC)
  if from < 0 { throw .failed(code: errno) }
  defer { close(from) }
  let to = unsafe open(cString(target), O_WRONLY | O_TRUNC | O_CLOEXEC)
  if to < 0 { throw .failed(code: errno) }
  while true {
    let bytes: [UInt8]
    do throws(InputError) { bytes = try readSome(from: from) } catch {
      throw .failed(code: error.code)
    }
    if bytes.isEmpty { break }
    try writeAll(bytes, to: to)
  }
  try closeFile(to)
  unsafe unlink(cString(draft))
}

private func closeFile(_ descriptor: Int32) throws(OutputError) {
  if close(descriptor) != 0 { throw .failed(code: errno) }
}

private func isLink(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(cString(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

private func realPath(_ path: String) -> String? {
  guard let real = unsafe realpath(cString(path), nil) else { return nil }
  defer { unsafe free(real) }
  return unsafe text(real)
}

/// The number of drafts made so far; only the main thread makes drafts.
nonisolated(unsafe) private var drafts = 0

private func nextDraftNumber() -> Int {
  unsafe drafts += 1
  return unsafe drafts
}

/// The draft that a signal removes; only the main thread makes drafts, one after another.
nonisolated(unsafe) private var currentDraft: UnsafeMutablePointer<CChar>?

/// Notes the draft that is being written, so that a signal that ends this process removes it.
private func beginDraft(_ draft: String) {
  unsafe currentDraft = strdup(cString(draft))
  for number in [SIGINT, SIGTERM, SIGHUP] {
    let old = signal(number) { number in
      if let draft = unsafe currentDraft { unsafe unlink(draft) }
      // Ends the process as if the signal had not been handled, once this returns.
      signal(number, SIG_DFL)
      raise(number)
    }
    // SIG_IGN is the address 1, as under nohup.
    if unsafe unsafeBitCast(old, to: Int.self) == 1 { signal(number, SIG_IGN) }
  }
}

private func endDraft() {
  let draft = unsafe currentDraft
  unsafe currentDraft = nil
  unsafe free(draft)
}
