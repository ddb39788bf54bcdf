import Scalars

/// Names for runs as their user would call them; every name is unique.
///
/// Below a single path: the path below it, `.` for the path itself if there are others, and its
/// last component if it is the only run. Below several paths: the last component of the path is put
/// in front, or as many components as make the paths different.
struct RunNames {
  private let roots: [LogPath]
  private let prefixes: [String]
  private var taken: Set<ByteKey> = []

  /// Prepares names below `roots`.
  init(roots: [LogPath]) {
    self.roots = roots
    prefixes = Self.prefixes(roots)
  }

  /// The name of a run at `path`, found below the root with index `root`.
  mutating func name(for path: LogPath, root: Int, isOnlyOne: Bool) -> String {
    unique(plainName(path, root: root, isOnlyOne: isOnlyOne))
  }

  /// The name of a given directory.
  func prefix(ofRoot root: Int) -> String { prefixes[root] }

  private func plainName(_ path: LogPath, root: Int, isOnlyOne: Bool) -> String {
    let top = roots[root]
    let isSingle = roots.count == 1
    if path == top { return isSingle && !isOnlyOne ? "." : prefixes[root] }
    guard let below = Self.path(path, below: top) else {
      // Members that were given one by one are named by the directory that contains them all.
      return Self.components(path).last ?? path.description
    }
    return isSingle ? below : prefixes[root] + "/" + below
  }

  private mutating func unique(_ name: String) -> String {
    if taken.insert(ByteKey(name)).inserted { return name }
    var number = 2
    while !taken.insert(ByteKey("\(name) (\(number))")).inserted { number += 1 }
    return "\(name) (\(number))"
  }

  private static func path(_ path: LogPath, below top: LogPath) -> String? {
    let slash = UInt8(ascii: "/")
    var start = top.bytes.count
    if top.bytes == [UInt8(ascii: ".")], path.bytes.first != slash {
      start = path.bytes.starts(with: [UInt8(ascii: "."), slash]) ? 2 : 0
    } else if !path.isBelow(top) || start == path.bytes.count {
      return nil
    } else if top.bytes.last != slash {
      start += 1
    }
    return LogPath.escaped(path.bytes.span.extracting(start...))
  }

  /// The names of the roots: their last components, or longer ones if needed to differ.
  private static func prefixes(_ roots: [LogPath]) -> [String] {
    let components = roots.map(components)
    var lengths = Array(repeating: 1, count: roots.count)
    while true {
      let names = zip(components, lengths).map { $0.suffix($1).joined(separator: "/") }
      let counts = Dictionary(names.map { (ByteKey($0), 1) }, uniquingKeysWith: +)
      let short = names.indices.filter {
        counts[ByteKey(names[$0]), default: 0] > 1 && lengths[$0] < components[$0].count
      }
      if short.isEmpty { return names.map { $0.isEmpty ? "/" : $0 } }
      for index in short { lengths[index] += 1 }
    }
  }

  /// The components of a path; of its resolved form if it ends in `.` or `..`.
  private static func components(_ path: LogPath) -> [String] {
    let full = path.isVague ? path.resolved() ?? path : path
    let parts = full.bytes.split(separator: UInt8(ascii: "/"))
    return parts.map { LogPath.escaped($0.span) }
  }
}
