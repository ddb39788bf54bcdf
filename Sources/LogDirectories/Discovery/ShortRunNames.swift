import Scalars

/// Names of runs without meaningless parts: `good-linear` for
/// `good-linear/runs/Nov29_12-00-00_host`.
public enum ShortRunNames {
  /// Directories that loggers make for any run.
  private static let fillers: Set<String> = [
    "lightning_logs", "logs", "tb", "tb_logs", "tensorboard", "tensorboard_logs",
  ]

  /// A short name for each path, in their order.
  ///
  /// If two would be equal, both keep their paths.
  ///
  /// - Parameters:
  ///   - paths: The runs' paths below the given directory, each once.
  ///   - otherwise: The name for the run at an index whose path has no meaningful part.
  ///
  /// - Returns: The names.
  public static func names(for paths: [String], otherwise: (Int) -> String) -> [String] {
    var isAnyShorter = false
    let short = paths.enumerated().map { index, path -> String in
      let isOnePart = !path.utf8.contains(UInt8(ascii: "/"))
      if isOnePart, !fillers.contains(path) { return path }
      let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
      let left = told(parts)
      if left.count == parts.count { return path }
      isAnyShorter = true
      return left.isEmpty ? otherwise(index) : left.joined(separator: "/")
    }
    if !isAnyShorter { return paths }
    let counts = Dictionary(short.map { (ByteKey($0), 1) }, uniquingKeysWith: +)
    let whole = Set(paths.map { ByteKey($0) })
    return zip(paths, short).map { path, name in
      let isFree = counts[ByteKey(name)] == 1 && (name == path || !whole.contains(ByteKey(name)))
      return isFree ? name : path
    }
  }

  /// The parts of a path that have a meaning.
  private static func told(_ parts: [String]) -> [String] {
    var left: [String] = []
    var rest = parts[...]
    while let part = rest.popFirst() {
      if part == "runs", let next = rest.first, isStamp(next) {
        rest.removeFirst()
      } else if !fillers.contains(part) {
        left.append(part)
      }
    }
    return left
  }

  /// Whether a name has the form that torch's SummaryWriter makes of the time and the host:
  /// `Nov29_12-00-00_host`.
  static func isStamp(_ name: String) -> Bool {
    let start = name.utf8.prefix(stamp.count)
    guard start.count == stamp.count else { return false }
    return zip(start, stamp).allSatisfy { byte, kind in
      switch kind {
      case UInt8(ascii: "A"): (65...90).contains(byte)
      case UInt8(ascii: "a"): (97...122).contains(byte)
      case UInt8(ascii: "0"): (48...57).contains(byte)
      default: byte == kind
      }
    }
  }

  private static let stamp = Array("Aaa00_00-00-00_".utf8)
}
