package import EventFiles
import Scalars

extension EventFileError {
  private static func text(_ code: Int32) -> String { SystemError(number: code).text }

  /// What happened and where, in a sentence.
  package var sentence: String {
    switch self {
    case .cannotOpen(let path, let code): "\(path) cannot be opened (\(Self.text(code)))"
    case .cannotRead(let path, let offset, let code):
      "\(path) cannot be read at byte \(offset) (\(Self.text(code)))"
    case .refused(let path, let reason): "\(path) cannot be read: \(reason)"
    case .notRegularFile(let path): "\(path) is not a regular file"
    case .replaced(let path): "\(path) was replaced while it was read"
    case .truncated(let path, let size, let read):
      "\(path) shrank to \(size) bytes after \(read) had been read"
    case .rewritten(let path, let offset): "\(path) was rewritten before byte \(offset)"
    case .tooLarge(let path, let limit):
      "\(path) is larger than \(limit >> 20) MiB, and too large to be read whole"
    case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
    }
  }
}
