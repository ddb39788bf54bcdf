import EventFiles
import LogDirectories

/// Keeps what is read below one directory.
struct PathFence: Sendable {
  /// The directory as it was named; nil where everything may be read.
  let root: String?
  private let resolved: LogPath?

  /// Builds a fence, which keeps nothing out where `root` is nil; nil where there is no such directory.
  init?(_ root: String?) {
    self.root = root
    // With a slash behind it, only a directory is found.
    resolved = root.flatMap { LogPath($0 + "/").resolved() }
    if root != nil, resolved == nil { return nil }
  }

  /// The path to read, where it and all logs below it are within the root, links followed.
  ///
  /// - Parameter path: A path, taken below the root unless it is absolute.
  /// - Returns: The path as it is to be opened.
  /// - Throws: a sentence where it leads out, and where the root is set and nothing stands there.
  func admit(_ path: String) throws(ToolError) -> String {
    if path.utf8.contains(0) { throw ToolError("a path has no NUL in it") }
    guard let root, let resolved else { return path }
    if path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) }
    ) {
      throw ToolError("\(path): a path with .. is refused; name it from \(root) on")
    }
    let whole = path.utf8.first == UInt8(ascii: "/") ? path : root + "/" + path
    let target = LogPath(whole).resolved()
    // What is outside is refused in the same words whether or not it is there.
    guard let target else { throw ToolError("\(path): not found below \(root)") }
    guard target.isBelow(resolved) else {
      throw ToolError("\(path): not found below \(root)")
    }
    for file in LogDirectory.find([LogPath(whole)], options: Self.everything).paths {
      // Nothing in an archive leads out of it, so where that stands is what counts.
      let onDisk = file.archive.map { LogPath(bytes: $0.path) } ?? file
      guard let place = onDisk.resolved(), !place.isBelow(resolved) else { continue }
      throw ToolError("\(file) is a link that leads out of \(root), so \(path) is not read")
    }
    return whole
  }

  /// All that the tools may come to read: they look for other logs where there are no event files.
  private static var everything: DiscoveryOptions {
    var options = DiscoveryOptions(source: Shared.usualSource)
    options.takesEveryFile = true
    return options
  }
}

extension Found {
  /// The paths of all files that are read, and of copies that stand for them.
  fileprivate var paths: [LogPath] {
    runs.flatMap { $0.members.flatMap { $0.files.map(\.path) + $0.copies.map(\.path) } }
  }
}
