package import EventFiles
import Scalars
import TextFormats

extension LogPath {
  /// The location from which to open the file at this path, on disk or in an archive.
  package var location: FileLocation {
    guard let archive else { return .path(bytes) }
    // If nothing is there, opening the path reports that.
    return archive.location(below(archive)) ?? .path(bytes)
  }

  /// The device and inode of the archive that the path leads into; nil if it leads into none on
  /// disk.
  package var archiveIdentity: FileIdentity? {
    archive?.identity.map { FileIdentity(device: $0.device, inode: $0.inode) }
  }

  private func below(_ archive: Archive) -> ArraySlice<UInt8> {
    bytes.dropFirst(archive.path.count)
  }

  func status(in archive: Archive) throws(SystemError) -> FileStatus {
    guard let status = archive.status(below(archive)) else { throw .missing }
    return FileStatus(
      kind: EntryKind(status.kind), identity: archive.identity(status.number), size: status.size,
      modified: status.modified)
  }

  func kindWithoutFollowing(in archive: Archive) -> EntryKind? {
    archive.status(below(archive), followsLinks: false).map { EntryKind($0.kind) }
  }

  func resolved(in archive: Archive) -> LogPath? {
    guard let names = archive.resolved(below(archive)) else { return nil }
    let top = LogPath(bytes: archive.path, archive: archive)
    return names.isEmpty ? top : top.appending(names)
  }

  func contentsOfMember(limit: Int, isCut: Bool) throws(SystemError) -> [UInt8] {
    do throws(EventFileError) { return try location.contents(limit: limit, isCut: isCut) } catch {
      switch error {
      case .cannotOpen(_, let code), .cannotRead(_, _, let code): throw SystemError(number: code)
      case .tooLarge: throw .tooLarge
      default: throw .inputOutput
      }
    }
  }
}

extension DirectoryListing {
  /// Lists a directory of an archive.
  static func listed(
    _ path: LogPath, in archive: Archive, limit: Int
  ) throws(SystemError) -> DirectoryListing {
    let below = path.bytes.dropFirst(archive.path.count)
    guard let (all, number) = archive.entries(below) else { throw .missing }
    let entries = all.prefix(limit).map { Entry(name: $0.name, kind: EntryKind($0.kind)) }
    return DirectoryListing(
      entries: entries.sorted { naturallyPrecedes($0.name, $1.name) },
      identity: archive.identity(number))
  }
}

extension EntryKind {
  fileprivate init(_ kind: Archive.Kind) {
    self =
      switch kind {
      case .file: .file
      case .directory: .directory
      case .link: .link
      case .other: .other
      }
  }
}

extension Archive {
  /// An identity for something in an archive; no file system uses such device numbers.
  fileprivate func identity(_ number: UInt64) -> FileIdentity {
    FileIdentity(device: .max - self.number, inode: number)
  }
}

extension LogFile {
  /// The location from which to open the file, on disk or in an archive.
  package var location: FileLocation {
    if let contents { return .memory(contents) }
    guard path.archive == nil, isSeen else { return path.location }
    return .path(
      path.bytes,
      seen: FileFacts(
        device: identity.device, inode: identity.inode, size: size, modified: modified))
  }
}
