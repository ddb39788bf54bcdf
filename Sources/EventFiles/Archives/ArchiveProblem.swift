import Scalars

/// What could not be read of an archive.
package enum ArchiveProblem: Sendable, Hashable {
  /// It ends in the middle.
  case cutShort(at: Int64)
  /// It has no end mark.
  case noEnd(at: Int64)
  /// A member's header is damaged; reading continued at the next good header, if there is one.
  case damagedHeader(at: Int64, resumedAt: Int64?)
  /// It has no directory at its end; its members were listed from its beginning.
  case noDirectory(at: Int64)
  /// The compressed stream is damaged; the text is zlib's.
  case damagedStream(String)
  /// The system could not read further.
  case unreadable(at: Int64, code: Int32)
  /// A problem of one member, by its path in the archive.
  case member([UInt8], Reason)
  /// It contains more files than are listed.
  case tooManyFiles
  /// It does not look like an archive of its kind.
  case notAnArchive(String)

  /// Why a member is not read.
  package enum Reason: Sendable, Hashable {
    /// It is encrypted.
    case encrypted
    /// It is packed by an unsupported method; the number is that of zip's list.
    case method(Int)
    /// The descriptions of it contradict each other.
    case contradiction
    /// It is a link to a member that is not there.
    case linkToNothing([UInt8])
    /// It is a link to a member of which only the name is known, since the archive can be read only
    /// once.
    case linkToLeftOut([UInt8])
    /// Its name is longer than any path may be.
    case nameTooLong
    /// It is a sparse file with more holes, or more bytes of them, than are read.
    case tooManyHoles
    /// There was no room to keep it in a folder, and the archive cannot be read a second time; no
    /// folder means memory.
    ///
    /// The code is the system's; nil if half of the free space is used.
    case noRoom(folder: [UInt8], code: Int32?)
    /// It is the second or a later part of a member that began in another archive.
    case continued
  }

  /// The problem as text, for a line that names the archive or the member.
  package var text: String {
    switch self {
    case .cutShort(let byte): "cut short at byte \(byte)"
    case .noEnd(let byte): "no end mark after byte \(byte), so files may be missing"
    case .damagedHeader(let byte, let next?):
      "damaged header at byte \(byte), reading continued at byte \(next)"
    case .damagedHeader(let byte, nil): "damaged header at byte \(byte), nothing found after it"
    case .noDirectory(let byte):
      "no directory at its end (byte \(byte)), so files may be missing"
    case .damagedStream(let words): "the compressed data is damaged: \(words)"
    case .unreadable(let byte, _): "cannot be read at byte \(byte)"
    case .member(_, let reason): reason.text
    case .tooManyFiles: "holds too many files; the rest were left out"
    case .notAnArchive(let kind): "not \(kind)"
    }
  }
}

extension ArchiveProblem.Reason {
  fileprivate var text: String {
    switch self {
    case .encrypted: "encrypted"
    case .method(let number): "packed by method \(number); only stored and deflate are read"
    case .contradiction: "its headers contradict each other"
    case .linkToNothing(let name):
      "a link to \(String(decoding: name, as: UTF8.self)), which is not in the archive"
    case .linkToLeftOut(let name):
      "a link to \(String(decoding: name, as: UTF8.self)), which was not kept: "
        + "save the archive to a file first"
    case .nameTooLong: "its name is too long"
    case .tooManyHoles: "a sparse file with too many holes"
    case .noRoom(let folder, let code):
      "no room to keep it in \(Self.room(folder, code)): "
        + "set TMPDIR to another folder, or save the archive to a file first"
    case .continued: "continued from another volume"
    }
  }

  private static func room(_ folder: [UInt8], _ code: Int32?) -> String {
    if folder.isEmpty { return "memory" }
    let why = code.map { SystemError(number: $0).text } ?? "half of the free space is used"
    return "\(String(decoding: folder, as: UTF8.self)) (\(why))"
  }
}
