import EventFiles
import Scalars
import TextFormats

/// What keeps large files apart from a repository, with something small in their place until they are fetched.
public enum LargeFileStore: Sendable, Hashable, CaseIterable {
  /// Git LFS, with a small text in the place of a log.
  case gitLFS
  /// git-annex, with a link in the place of a log, or a small text where the log is unlocked.
  case gitAnnex

  /// No text that stands for a log is larger.
  private static let limit: Int64 = 1_024

  /// Its name.
  public var name: String {
    switch self {
    case .gitLFS: "Git LFS"
    case .gitAnnex: "git-annex"
    }
  }

  /// The command that fetches what it keeps.
  public var command: String {
    switch self {
    case .gitLFS: "git lfs pull"
    case .gitAnnex: "git annex get"
    }
  }

  /// How the text begins that stands for a log.
  private var beginning: [UInt8] {
    switch self {
    case .gitLFS: Array("version https://git-lfs".utf8)
    case .gitAnnex: Array("/annex/objects/".utf8)
    }
  }

  /// The store that the file of `size` bytes at `path` is a pointer of; nil where it is none.
  init?(at path: LogPath, size: Int64) {
    guard size > 15, size <= Self.limit, let bytes = try? path.contents(limit: Int(Self.limit)),
      let store = Self.allCases.first(where: { bytes.starts(with: $0.beginning) })
    else { return nil }
    self = store
  }
}

extension LogFile {
  /// What has to fetch the log, of which only a pointer stands here; nil where the log is here, or is none.
  public var keptBy: LargeFileStore? {
    source.isEventFiles && contents == nil ? LargeFileStore(at: path, size: size) : nil
  }

  /// Why the file cannot be opened, where what stands at its path is a link to nothing.
  func explaining(_ error: EventFileError) -> EventFileError {
    guard case .cannotOpen(_, let code) = error, SystemError(number: code).isMissing,
      let target = path.linkTarget
    else { return error }
    let annex = LargeFileStore.gitAnnex
    return .refused(
      path: path.description,
      reason: target.holds(Array(".git/annex/objects/".utf8))
        ? "it has not been fetched: \(annex.command) fetches it"
        : "it is a link to nothing (in a repository of \(annex.name), \(annex.command) fetches it)")
  }
}
