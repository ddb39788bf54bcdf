import Arguments
import LogDirectories

/// Why there is nothing to read below the paths that were given.
struct FindingProblem {
  let error: UsageError

  /// The first problem with what was found; nil where there are runs and every path was usable.
  init?(_ found: Found, paths: [String]) {
    if let first = found.unusable.first {
      error = Self.unusable(first)
    } else if found.runs.isEmpty {
      error = Self.nothing(found, paths: paths)
    } else {
      return nil
    }
  }

  /// That a path that was given cannot be read.
  init(_ ignored: Ignored) { error = Self.unusable(ignored) }

  private static func unusable(_ ignored: Ignored) -> UsageError {
    let path = ignored.path.description
    switch ignored.reason {
    case .missing:
      return UsageError("no such file or directory: \(path)")
    case .danglingLink:
      return UsageError("\(path) is a link to nothing")
    case .notARegularFile:
      return UsageError("\(path) is neither a file nor a directory")
    case .profilerMarker:
      return UsageError("\(path) is a profiler's marker; it holds no scalars")
    case .duplicate(let other):
      return UsageError("\(path) is the same as \(other.description)")
    case .unreadable(let why):
      return UsageError("\(path) cannot be read: \(why)")
    }
  }

  private static func nothing(_ found: Found, paths: [String]) -> UsageError {
    let folders = found.foldersSeen == 1 ? "1 folder" : "\(found.foldersSeen) folders"
    return UsageError(
      "no event files under \(paths.joined(separator: ", "))  (looked in \(folders))",
      hints: ["An event file has \"tfevents\" in its name."])
  }

  /// That the patterns of `--runs` and `--not-runs` leave nothing.
  static func noRunMatches(_ patterns: [Pattern], among runs: [Run]) -> UsageError {
    let wanted = patterns.map { "\"\($0.text)\"" }.joined(separator: ", ")
    let close = patterns.flatMap { closest(to: $0.text, among: runs.map(\.name)) }.prefix(3)
    var hints: [String] = []
    if !close.isEmpty { hints.append("close names   \(close.joined(separator: "   "))") }
    return UsageError(
      patterns.isEmpty ? "--not-runs drops every run" : "no run matches \(wanted)", hints: hints)
  }
}
