import Arguments
import LogDirectories
import TextFormats

/// Why there is nothing to read below the paths that were given.
struct FindingProblem {
  let error: UsageError

  /// The first problem with the search result; nil if there are runs and every path was usable.
  init?(_ found: Found, paths: [String], source: LogSource = .tensorboard) {
    let unread = found.unread
    if let first = found.unusable.first(where: { !unread.contains($0) }) {
      error = Self.unusable(first)
    } else if found.runs.isEmpty {
      error =
        unread.first.map { Self.unread($0, count: unread.count) }
        ?? Self.nothing(found, paths: paths, source)
    } else {
      return nil
    }
  }

  /// The problem that a given path cannot be read.
  init(_ ignored: Ignored) { error = Self.unusable(ignored) }

  private static func unread(_ first: Ignored, count: Int) -> UsageError {
    let all = Self.unusable(first)
    return count == 1
      ? all : UsageError(all.message, hints: ["\(count - 1) more could not be read"] + all.hints)
  }

  private static func unusable(_ ignored: Ignored) -> UsageError {
    let path = ignored.path.description
    switch ignored.reason {
    case .missing:
      return UsageError("no such file or directory: \(path)", hints: similar(to: ignored.path))
    case .notARegularFile:
      return UsageError(
        "\(path) is neither a file nor a directory",
        hints: ["a pipe is read as standard input:  COMMAND | tfevents analyze -"])
    case .profilerMarker:
      return UsageError("\(path) is a profiler's marker; it holds no scalars")
    case .duplicate(let other):
      return UsageError("\(path) is the same as \(other.description)")
    case .pointer(let store):
      return UsageError("\(path) is \(store.pointer)", hints: [store.hint])
    case .copy(let other):
      return UsageError("\(path) is a copy of \(other.description)")
    case .sameTraining(let other):
      return UsageError("\(path) is a log of the training in \(other.description)")
    case .marker:
      return UsageError("\(path) is an empty marker; it holds no scalars")
    case .archive(let what):
      return UsageError("\(path): \(what)")
    case .unreadable(let why):
      return UsageError("\(path) cannot be read: \(why)")
    }
  }

  /// Warnings that some logs have not been fetched: one line for each store.
  static func pointers(in found: Found) -> [String] {
    LargeFileStore.allCases.compactMap { store in
      let pointers = found.ignored.filter { $0.reason == .pointer(store) }
      guard let first = pointers.first else { return nil }
      return pointers.count == 1
        ? "warning: \(first.path) is \(store.pointer): \(store.command) fetches it"
        : "warning: \(pointers.count) files are \(store.name) pointers and not the logs themselves, "
          + "such as \(first.path): \(store.command) fetches them"
    }
  }

  /// A warning that pipes, sockets or devices have the names of logs; nil if none has.
  static func notFiles(in found: Found) -> String? {
    // A member of an archive that could not be kept has no content, either, and is reported with
    // the archive.
    let told = Set(found.unread.map(\.path))
    let others = found.ignored.filter { $0.reason == .notARegularFile && !told.contains($0.path) }
    guard let first = others.first else { return nil }
    let more = others.count > 1 ? " (and \(others.count - 1) more)" : ""
    return "warning: \(first.path)\(more): a pipe, socket or device, not a file: not read"
  }

  /// The note that archives were met and not opened; nil if there are none.
  static func archives(in found: Found) -> String? {
    guard let first = found.archives.first else { return nil }
    let count = found.archives.count
    return count == 1
      ? "note: the archive \(first) was not read: give its path to read it"
      : "note: \(count) archives were not read, such as \(first): give their paths to read them"
  }

  /// Suggestions: names in the directory that are similar to the missing one.
  private static func similar(to path: LogPath) -> [String] {
    guard let missing = MissingPath(path),
      let name = closest(to: missing.name, among: missing.names).first,
      let similar = missing.path(with: name)
    else { return [] }
    return ["did you mean  \(similar.description) ?"]
  }

  private static func nothing(
    _ found: Found, paths: [String], _ source: LogSource
  ) -> UsageError {
    let folders = found.foldersSeen == 1 ? "1 folder" : "\(found.foldersSeen) folders"
    for store in LargeFileStore.allCases {
      let pointers = found.ignored.count { $0.reason == .pointer(store) }
      if pointers == 0 { continue }
      let all = paths.joined(separator: ", ")
      return UsageError(
        "no event files under \(all), only \(store.name) pointers (\(pointers))",
        hints: [store.hint])
    }
    if let first = found.archives.first {
      let count = found.archives.count
      let what = count == 1 ? "1 archive" : "\(count) archives"
      return UsageError(
        "no \(source.plural) under \(paths.joined(separator: ", "))  (looked in \(folders))",
        hints: [
          "Found \(what) there. To read an archive, give its path:",
          "tfevents analyze \(quotedForShell([first.description]))",
        ])
    }
    let hints = [source.hint] + (source.isEventFiles ? otherLogs(found, paths: paths) : [])
    return UsageError(
      "no \(source.plural) under \(paths.joined(separator: ", "))  (looked in \(folders))",
      hints: hints)
  }

  /// Logs of other kinds that are there, and the option that reads them.
  private static func otherLogs(_ found: Found, paths: [String]) -> [String] {
    let kinds = LogSource.allCases.compactMap { source in
      found.otherLogs[source].map { (count: $0, source: source) }
    }
    if kinds.isEmpty { return [] }
    let files = kinds.map { "\($0.source.files ?? $0.source.plural) (\($0.count))" }
    let names = (files.dropLast(2) + [files.suffix(2).joined(separator: " and ")])
      .joined(separator: ", ")
    let isOne = kinds.reduce(0) { $0 + $1.count } == 1
    let commands = kinds.map {
      "tfevents analyze --from \($0.source.rawValue) \(quotedForShell(paths))"
    }
    let line = commands.joined(separator: "     ")
    return ["Found \(names) there: read \(isOne ? "it" : "them") with"]
      + (line.count <= 85 ? [line] : commands)
  }

  /// The problem that the patterns of `--runs` and `--not-runs` leave no run.
  static func noRunMatches(_ patterns: [Pattern], among runs: [Run]) -> UsageError {
    let wanted = patterns.map { "\"\($0.text)\"" }.joined(separator: ", ")
    let close = patterns.flatMap { closest(to: $0.text, among: runs.map(\.name)) }.prefix(3)
    var hints: [String] = []
    if !close.isEmpty { hints.append("close names   \(close.joined(separator: "   "))") }
    return UsageError(
      patterns.isEmpty ? "--not-runs drops every run" : "no run matches \(wanted)", hints: hints)
  }
}

extension LargeFileStore {
  /// What such a file is, in words.
  var pointer: String { "a \(name) pointer and not the log itself" }

  /// What to type.
  fileprivate var hint: String { "\(command)  fetches the logs." }
}
