/// Why a file cannot be read at all, or not any further.
///
/// Damage inside a file is not an error: it is reported in ``FileOutcome``, and reading continues.
public enum EventFileError: Error, Sendable, Hashable {
  /// The path could not be opened; `code` is the system's error number. Fix the path or its
  /// permissions.
  case cannotOpen(path: String, code: Int32)
  /// Reading failed at byte `offset`. Points delivered so far are valid; a later call tries again.
  case cannotRead(path: String, offset: Int64, code: Int32)
  /// The library that reads files of that kind refused this one; `reason` is its own message.
  case refused(path: String, reason: String)
  /// The path names a directory, pipe, socket or device. Open a pipe yourself and pass its
  /// descriptor.
  case notRegularFile(path: String)
  /// Another file is at the path now. Start again with a new reader.
  case replaced(path: String)
  /// The file is shorter than the part that was read. Start again with a new reader.
  case truncated(path: String, size: Int64, readUpTo: Int64)
  /// The last record read is no longer there: the file was rewritten. Start again with a new
  /// reader.
  case rewritten(path: String, offset: Int64)
  /// The file is to be read as a whole and is larger than `limit` bytes.
  case tooLarge(path: String, limit: Int)
  /// A member of an archive does not have the bytes that were packed. Take the file from another
  /// copy of the archive.
  case damaged(path: String, reason: String)
}
