package import Scalars
import Synchronization
internal import TextFormats

/// A tar or zip archive as a directory: lists its files and reads them without unpacking.
///
/// Nothing is written, and no path in it leads out of it. The archive stays open as long as there
/// is a reference to it.
package final class Archive: Sendable {
  /// A kind of entry in a listing, and of the target of a link.
  package enum Kind: Sendable { case file, directory, link, other }

  /// The properties of a file or directory in the archive.
  package struct Status: Sendable {
    package var kind: Kind
    /// An identity within the archive; equal for two names of one file.
    package var number: UInt64
    package var size: Int64
    /// Last change, in nanoseconds since the Unix epoch.
    package var modified: Int64
  }

  /// The path of the archive; `-` for standard input.
  package let path: [UInt8]
  /// Device and inode of its file; nil if it is not a file.
  package let identity: (device: UInt64, inode: UInt64)?
  /// A number that identifies it among all archives of this process.
  package let number: UInt64
  /// What could not be read of it.
  package let problems: [ArchiveProblem]
  private let tree: ArchiveTree

  private static let count = Atomic<UInt64>(0)

  private init(
    _ path: [UInt8], _ file: OpenedFile?, _ tree: ArchiveTree, _ problems: [ArchiveProblem]
  ) {
    self.path = path
    identity = file.map { ($0.facts.device, $0.facts.inode) }
    number = Self.count.add(1, ordering: .relaxed).newValue
    self.tree = tree
    self.problems = problems
  }

  // MARK: Opening

  /// Opens the archive at a path.
  ///
  /// - Parameters:
  ///   - path: The path of a file.
  ///   - isWanted: Given the path of a file in it, returns whether that file is likely to be read.
  ///
  /// - Returns: nil if the file is not an archive, by its name and by its first bytes.
  ///
  /// - Throws: the system's error if it cannot be read.
  package static func open(
    _ path: [UInt8], isWanted: @escaping (_ path: [UInt8]) -> Bool
  ) throws(SystemError) -> Archive? {
    do throws(FileDescriptor.Failure) {
      guard let file = try OpenedFile(path) else { return nil }
      guard let (tree, problems) = try listed(file, file, path, isWanted) else { return nil }
      return Archive(path, file, tree, problems)
    } catch {
      throw SystemError(number: error.code)
    }
  }

  /// Lists an archive in memory, as if it were at a path.
  package convenience init?(
    contents: [UInt8], path: [UInt8], isWanted: @escaping (_ path: [UInt8]) -> Bool
  ) {
    let listed: (ArchiveTree, [ArchiveProblem])?
    do throws(FileDescriptor.Failure) {
      listed = try Self.listed(BytesInMemory(contents: contents), nil, path, isWanted)
    } catch { return nil }
    guard let listed else { return nil }
    self.init(path, nil, listed.0, listed.1)
  }

  /// Reads a tar archive from a stream, gzip recognized; the wanted files are kept.
  ///
  /// - Parameters:
  ///   - path: The path to use in messages.
  ///   - room: Where bytes are kept; files for which there is none are among the problems.
  ///   - isWanted: Given the path of a file in it, returns whether to keep that file.
  ///   - next: Returns the next bytes, none at the end.
  package convenience init(
    streamed path: [UInt8], room: StreamRoom, isWanted: @escaping (_ path: [UInt8]) -> Bool,
    next: @escaping () throws(SystemError) -> [UInt8]
  ) {
    let stream = TarStream(room: room) { () throws(FileDescriptor.Failure) in
      do throws(SystemError) { return try next() } catch {
        throw FileDescriptor.Failure(code: error.number)
      }
    }
    var listing = TarListing(stream, isWanted: isWanted)
    listing.list()
    self.init(path, nil, listing.tree, listing.problems)
  }

  private static func listed(
    _ bytes: any BytesAtOffsets, _ file: OpenedFile?, _ path: [UInt8],
    _ isWanted: @escaping ([UInt8]) -> Bool
  ) throws(FileDescriptor.Failure) -> (ArchiveTree, [ArchiveProblem])? {
    switch try Format(of: bytes, ArchiveName(path)) {
    case .zip:
      var listing = try ZipListing(bytes, file: file, isWanted: isWanted)
      listing.list()
      return (listing.tree, listing.problems)
    case .tar(let inflated):
      var listing = TarListing(TarFile(inflated ?? bytes, file: file), isWanted: isWanted)
      listing.list()
      inflated?.endListing()
      return (listing.tree, listing.problems)
    case nil: return nil
    }
  }

  /// The formats of archives.
  private enum Format {
    case zip
    /// With its contents, if it is compressed by gzip.
    case tar(InflatedFile?)

    /// The format by the name and the first bytes; nil if it is not an archive.
    init?(of bytes: any BytesAtOffsets, _ name: ArchiveName?) throws(FileDescriptor.Failure) {
      let head = try bytes.bytes(TarHeader.size, at: 0)
      if try Archive.isZip(head, bytes, name) {
        self = .zip
        return
      }
      let inflated = head.starts(with: [0x1F, 0x8B]) ? InflatedFile(bytes) : nil
      let first = try inflated?.bytes(TarHeader.size, at: 0) ?? head
      guard TarHeader(first) != nil || name == .tar else { return nil }
      self = .tar(inflated)
    }
  }

  private static func isZip(
    _ head: [UInt8], _ bytes: any BytesAtOffsets, _ name: ArchiveName?
  ) throws(FileDescriptor.Failure) -> Bool {
    if name == .zip || head.starts(with: ZipFields.local) || head.starts(with: ZipFields.end) {
      return true
    }
    // Programs that unpack themselves.
    let programs: [[UInt8]] = [[0x4D, 0x5A], [0x23, 0x21], [0x7F, 0x45, 0x4C, 0x46]]
    guard programs.contains(where: { head.starts(with: $0) }) else { return false }
    return try ZipListing.hasEnd(bytes)
  }

  /// Whether a file with these bytes would be read as a tar archive, compressed by gzip or not.
  package static func isTar(_ bytes: [UInt8]) -> Bool {
    if case .tar = try? Format(of: BytesInMemory(contents: bytes), nil) { true } else { false }
  }

  // MARK: Looking

  /// The entry at a path below the archive's root; nil if there is none, or if a link leads out.
  package func status(_ path: ArraySlice<UInt8>, followsLinks: Bool = true) -> Status? {
    guard let node = tree.node(at: path, followsLast: followsLinks)?.number else { return nil }
    return status(node)
  }

  private func status(_ number: Int) -> Status {
    let node = tree.nodes[number]
    let (kind, size): (Kind, Int64) =
      switch node.content {
      case .directory: (.directory, 0)
      case .file(_, let size): (.file, size)
      case .link: (.link, 0)
      case .other: (.other, 0)
      }
    return Status(kind: kind, number: UInt64(number), size: size, modified: node.modified)
  }

  /// The entries of the directory at a path, unordered; nil if there is no directory.
  package func entries(
    _ path: ArraySlice<UInt8>
  ) -> (entries: [(name: [UInt8], kind: Kind)], number: UInt64)? {
    guard let node = tree.node(at: path, followsLast: true)?.number,
      let entries = tree.entries(of: node)
    else { return nil }
    return (entries.map { ($0.name, status($0.node).kind) }, UInt64(node))
  }

  /// A path below the archive's root without links, `.` and `..`; nil if nothing is there.
  package func resolved(_ path: ArraySlice<UInt8>) -> [UInt8]? {
    guard let names = tree.node(at: path, followsLast: true)?.names else { return nil }
    return Array(names.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
  }

  /// The location from which to open the file at a path below the archive's root; nil if there is
  /// no file.
  package func location(_ path: ArraySlice<UInt8>) -> FileLocation? {
    guard let node = tree.node(at: path, followsLast: true)?.number,
      case .file(let location, _) = tree.nodes[node].content
    else { return nil }
    guard case .member(let member) = location else { return location }
    return .member(member)
  }
}

/// The kind of an archive, by the name of its file.
package enum ArchiveName: Sendable {
  case tar, zip

  private static let tarEndings = [".tar", ".tgz", ".tar.gz"].map { Array($0.utf8) }
  private static let zipEnding = Array(".zip".utf8)

  /// Finds the kind from the ending; nil if the name is not an archive's.
  package init?(_ name: [UInt8]) {
    // Bit 5 makes letters lower-case; it is already set in a point and in digits.
    let end = name.suffix(7).map { $0 | 0x20 }
    if Self.tarEndings.contains(where: end.ends(with:)) {
      self = .tar
    } else if end.ends(with: Self.zipEnding) {
      self = .zip
    } else {
      return nil
    }
  }
}
