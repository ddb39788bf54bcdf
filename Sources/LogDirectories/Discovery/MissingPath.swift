import Scalars

/// A path that does not exist, and the names beside it: what the user may have meant.
public struct MissingPath: Sendable, Hashable {
  /// The first component of the path that does not exist.
  public let name: String
  /// The names beside it, in natural order; at most `nameLimit` are looked at.
  public let names: [String]
  private let entries: [[UInt8]]
  private let above: [UInt8]
  private let below: [UInt8]

  /// How many entries of a directory are looked at.
  public static let nameLimit = 10_000

  /// Finds the first missing component of a path; nil if all of it exists, or if nothing can be
  /// listed.
  ///
  /// Costs one `stat` per component, and one listing.
  public init?(_ path: LogPath) {
    let bytes = path.bytes
    var start = 0
    while true {
      while start < bytes.count, bytes[start] == UInt8(ascii: "/") { start += 1 }
      if start == bytes.count { return nil }
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
      if LogPath(bytes: Array(bytes[..<end])).identity == nil {
        above = Array(bytes[..<start])
        name = LogPath.escaped(bytes[start..<end].span)
        below = Array(bytes[end...])
        break
      }
      start = end
    }
    do throws(SystemError) {
      let directory = LogPath(bytes: above.isEmpty ? [UInt8(ascii: ".")] : above)
      entries = try DirectoryListing(directory, limit: Self.nameLimit).entries.map(\.name)
    } catch { return nil }
    names = entries.map { LogPath.escaped($0.span) }
  }

  /// The path with one of the names in place of the missing component; the whole path, if that
  /// exists.
  public func path(with name: String) -> LogPath? {
    guard let place = names.firstIndex(of: name) else { return nil }
    let whole = LogPath(bytes: above + entries[place] + below)
    return whole.identity == nil ? LogPath(bytes: above + entries[place]) : whole
  }
}
