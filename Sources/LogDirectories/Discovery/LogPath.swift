package import EventFiles
import Scalars
import TextFormats

/// The path of a file or directory, byte for byte as the file system has it.
///
/// A file name may be any bytes except `/` and NUL; it need not be UTF-8. The bytes open the file,
/// and `description` is for people and reports.
public struct LogPath: Sendable, Hashable, CustomStringConvertible {
  /// The bytes of the path, without a terminating NUL.
  public let bytes: [UInt8]
  /// The archive that the path leads into, or that it is the path of; nil for a path of the file
  /// system.
  package let archive: Archive?

  /// Creates a path from the bytes of a file name or path.
  public init(bytes: [UInt8]) { self.init(bytes: bytes, archive: nil) }

  /// Creates a path from text, such as a word of the command line.
  public init(_ text: String) { self.init(bytes: text.foreignBytes, archive: nil) }

  init(bytes: [UInt8], archive: Archive?) {
    self.bytes = bytes
    self.archive = archive
  }

  /// Whether both are the same bytes.
  public static func == (a: LogPath, b: LogPath) -> Bool { a.bytes == b.bytes }

  /// Hashes the end of the path, since paths differ there.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.count)
    hasher.combine(bytes.span.extracting(last: 48))
  }

  /// The path as text: bytes that are not UTF-8 are written as `\xNN`, so that the text is always
  /// the same.
  public var description: String { Self.escaped(bytes.span) }

  /// The part after the last `/`, ignoring trailing slashes; empty for `/` and the empty path.
  public var lastComponent: LogPath {
    var end = bytes.count
    while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    var start = end
    while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return LogPath(bytes: Array(bytes[start..<end]))
  }

  /// Whether it ends in `.`, `..` or `/`, and so does not contain the name of the file or
  /// directory.
  var isVague: Bool {
    let last = lastComponent.bytes
    return last.count <= 2 && last.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  /// Whether it equals `other`, or begins with it and a slash.
  public func isBelow(_ other: LogPath) -> Bool {
    guard bytes.starts(with: other.bytes) else { return false }
    return bytes.count == other.bytes.count || other.bytes.last == UInt8(ascii: "/")
      || bytes[other.bytes.count] == UInt8(ascii: "/")
  }

  /// The path of the directory that holds this one: `.` for a bare name, `/` for `/`.
  public var parent: LogPath {
    var end = bytes.count
    while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    while end > 0, bytes[end - 1] != UInt8(ascii: "/") { end -= 1 }
    while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    if end == 0 { return LogPath(".") }
    let isInside = archive.map { end >= $0.path.count } ?? false
    return LogPath(bytes: Array(bytes[..<end]), archive: isInside ? archive : nil)
  }

  /// The directory above it; nil at the top, where `parent` is no shorter.
  var directoryAbove: LogPath? {
    let parent = parent
    return parent.bytes.count < bytes.count ? parent : nil
  }

  /// The path of the entry `name` of this directory.
  public func appending(_ name: [UInt8]) -> LogPath {
    if bytes.isEmpty { return LogPath(bytes: name, archive: archive) }
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count + 1 + name.count)
    joined += bytes
    if bytes.last != UInt8(ascii: "/") { joined.append(UInt8(ascii: "/")) }
    joined += name
    return LogPath(bytes: joined, archive: archive)
  }

  /// Text for any bytes; invalid UTF-8 as `\xNN`.
  static func escaped(_ bytes: Span<UInt8>) -> String {
    String(bytes, replacingInvalid: \.escaped)
  }
}

extension Set<LogPath> {
  /// Adds the directories above a path, up to the first that is there already.
  mutating func insertDirectories(above path: LogPath) {
    var path = path
    while let above = path.directoryAbove, insert(above).inserted { path = above }
  }
}
