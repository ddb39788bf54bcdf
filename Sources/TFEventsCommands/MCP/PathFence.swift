import EventFiles
import LogDirectories

/// Restricts reading to one directory.
struct PathFence: Sendable {
  /// The directory as it was given; nil if everything may be read.
  let root: String?
  private let resolved: LogPath?

  /// Creates a fence, or nil if the directory `root` does not exist.
  ///
  /// Without a `root` everything may be read.
  init?(_ root: String?) {
    self.root = root
    // With a slash at its end, the path is found only if it is a directory.
    resolved = root.flatMap { LogPath($0 + "/").resolved() }
    if root != nil, resolved == nil { return nil }
  }

  /// The path to read, if it and all logs below it are inside the root, with links followed.
  ///
  /// - Parameter path: A path, relative to the root unless it is absolute.
  ///
  /// - Returns: The path to open.
  ///
  /// - Throws: a sentence if it leads outside; or if there is a root, and nothing exists at the
  /// path.
  func admit(_ path: String) throws(ToolError) -> String {
    if path.utf8.contains(0) { throw ToolError("a path must not contain NUL") }
    guard let root, let resolved else { return path }
    if path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) }
    ) {
      throw ToolError("\(path): a path with .. is refused; give its path below \(root)")
    }
    let whole = path.utf8.first == UInt8(ascii: "/") ? path : root + "/" + path
    let target = LogPath(whole).resolved()
    // A path outside is refused in the same words whether or not it exists.
    guard let target else { throw ToolError("\(path): not found below \(root)") }
    guard target.isBelow(resolved) else {
      throw ToolError("\(path): not found below \(root)")
    }
    for file in LogDirectory.find([LogPath(whole)], options: Self.everything).paths {
      // No path leads out of an archive, so the location of the archive counts.
      let onDisk = file.archive.map { LogPath(bytes: $0.path) } ?? file
      guard let place = onDisk.resolved(), !place.isBelow(resolved) else { continue }
      throw ToolError("\(file) is a link that leads out of \(root), so \(path) is not read")
    }
    return whole
  }

  /// Everything that the tools may read: they look for other logs if there are no event files.
  private static var everything: DiscoveryOptions {
    var options = DiscoveryOptions(source: Shared.usualSource)
    options.takesEveryFile = true
    return options
  }
}

extension Found {
  /// The paths of all files that are read, and of copies of them.
  fileprivate var paths: [LogPath] {
    runs.flatMap { $0.members.flatMap { $0.files.map(\.path) + $0.copies.map(\.path) } }
  }
}
