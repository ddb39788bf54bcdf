/// Why a file cannot be read at all, or not any further.
///
/// Damage inside a file is no error: it is told in ``FileOutcome`` and reading goes on.
public enum EventFileError: Error, Sendable, Hashable {
  /// The path could not be opened; `code` is the system's error number. Fix the path or its permissions.
  case cannotOpen(path: String, code: Int32)
  /// Reading failed at byte `offset`. Points delivered so far stay good; a later call tries again.
  case cannotRead(path: String, offset: Int64, code: Int32)
  /// What reads files of that kind refused this one; `reason` are its own words.
  case refused(path: String, reason: String)
  /// The path names a directory, pipe, socket or device. Open a pipe yourself and hand over its descriptor.
  case notRegularFile(path: String)
  /// Another file now stands at the path. Start again with a new reader.
  case replaced(path: String)
  /// The file is shorter than what was read of it. Start again with a new reader.
  case truncated(path: String, size: Int64, readUpTo: Int64)
  /// The last record read is no longer there: the file was written anew. Start again with a new reader.
  case rewritten(path: String, offset: Int64)
  /// The file is to be read as a whole and is larger than `limit` bytes.
  case tooLarge(path: String, limit: Int)
  /// What an archive holds are not the bytes that were packed. Take the file from another copy of the archive.
  case damaged(path: String, reason: String)
}
