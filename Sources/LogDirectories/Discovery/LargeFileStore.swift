import EventFiles
import Scalars
import TextFormats

/// A tool that keeps large files outside a repository, with a small pointer in their place until
/// they are fetched.
public enum LargeFileStore: Sendable, Hashable, CaseIterable {
  /// Git LFS, with a small text in place of a log.
  case gitLFS
  /// git-annex, with a link in place of a log, or a small text if the log is unlocked.
  case gitAnnex
  /// DVC, with a small text beside the place of a log, whose name is the log's and `.dvc`.
  case dvc

  /// A pointer's text is at most this large.
  private static let limit: Int64 = 1_024

  /// Its name.
  public var name: String {
    switch self {
    case .gitLFS: "Git LFS"
    case .gitAnnex: "git-annex"
    case .dvc: "DVC"
    }
  }

  /// The command that fetches its files.
  public var command: String {
    switch self {
    case .gitLFS: "git lfs pull"
    case .gitAnnex: "git annex get"
    case .dvc: "dvc pull"
    }
  }

  /// The beginning of a pointer's text.
  private var beginning: [UInt8] {
    switch self {
    case .gitLFS: Array("version https://git-lfs".utf8)
    case .gitAnnex: Array("/annex/objects/".utf8)
    case .dvc: Array("outs:".utf8)
    }
  }

  /// The store whose pointer is the file of `size` bytes at `path`; nil if that is not a pointer.
  init?(at path: LogPath, size: Int64) {
    if EventFileName.log(ofPointer: path) != nil {
      self = .dvc
      return
    }
    guard size > 15, size <= Self.limit, let bytes = try? path.contents(limit: Int(Self.limit))
    else { return nil }
    self.init(bytes)
  }

  /// The store of which a file with these bytes is a pointer; nil if it is not a pointer.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.limit,
      let store = Self.allCases.first(where: { bytes.starts(with: $0.beginning) })
    else { return nil }
    self = store
  }
}

extension LogFile {
  /// The store that must fetch the log, if there is only a pointer to it; nil if the log is here,
  /// or is not one.
  public var keptBy: LargeFileStore? {
    contents == nil && part == nil ? LargeFileStore(at: path, size: size) : nil
  }

  /// Why the file cannot be opened, if its path is a link to nothing.
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
