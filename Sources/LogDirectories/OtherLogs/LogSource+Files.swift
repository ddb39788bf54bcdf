import TextFormats

extension LogSource {
  /// How many bytes of a file are examined to find out what it is.
  static let beginning = 1 << 16

  /// A test for files with exactly these names.
  static func named(_ names: String...) -> @Sendable ([UInt8]) -> Bool {
    let names = names.map { Array($0.utf8) }
    return { names.contains($0) }
  }

  /// A test for paths with one of the endings.
  static func ends(with endings: String...) -> @Sendable ([UInt8]) -> Bool {
    let endings = endings.map { Array($0.utf8) }
    return { path in endings.contains { path.ends(with: $0) } }
  }

  /// A test for files whose first line contains a word.
  static func firstLine(names word: String) -> @Sendable ([UInt8]) -> Bool {
    let word = Array(word.utf8)
    return { $0.prefix { $0 != 10 }.place(of: word) != nil }
  }

  /// Whether a file that was found is such a log: by its name and, if that does not decide, by its
  /// beginning.
  ///
  /// A file that cannot be opened is judged by its name, so that the error is reported. So is a
  /// pointer in place of a log, except where any table may have the name of a log.
  func reads(_ path: LogPath) -> Bool {
    if !reads(path.lastComponent.bytes) { return false }
    guard let fits else { return true }
    guard let beginning = try? path.contents(limit: Self.beginning, isCut: true) else {
      return true
    }
    if !isRunAFile, LargeFileStore(beginning) != nil { return true }
    return fits(beginning) && isOne?(path) != false
  }

  /// Whether a source other than event files may have files with this name.
  static func hasOther(reading name: [UInt8]) -> Bool {
    allCases.contains { !$0.isEventFiles && $0.reads(name) }
  }

  /// Whether a file with this name may hold many runs.
  static func mayHoldMany(_ path: LogPath) -> Bool {
    allCases.contains { $0.parts != nil && $0.reads(path.lastComponent.bytes) }
  }

  /// Whether a given file is not an event file by its name, but a log of another source.
  static func isOther(_ path: LogPath) -> Bool {
    !tensorboard.reads(path.lastComponent.bytes) && other(reading: path) != nil
  }

  /// The settings in a YAML file below the folder of a log; nil if there are none.
  static func settings(_ name: String, beside log: LogFile) -> JSONValue? {
    log.contents == nil ? settings(name, below: log.path.parent) : nil
  }

  /// The settings in a YAML file below a folder; nil if there are none.
  static func settings(_ name: String, below folder: LogPath) -> JSONValue? {
    let file = folder.appending(Array(name.utf8))
    return (try? file.contents(limit: 1 << 20)).flatMap { BlockYAML.read($0) }
  }

  /// The first source other than event files that reads the file; nil if none does.
  static func other(reading path: LogPath) -> LogSource? {
    allCases.first { !$0.isEventFiles && $0.reads(path) }
  }

  /// Chooses the first of a log's names that exists in a directory: the other files have the same
  /// content.
  static func preferring(
    _ names: String...
  ) -> @Sendable ([RunDirectory], [LogPath]) -> [RunDirectory] {
    let names = names.map { Array($0.utf8) }
    return { directories, _ in
      directories.map { directory in
        var directory = directory
        for name in names {
          let named = directory.files.filter { $0.path.lastComponent.bytes == name }
          if named.isEmpty { continue }
          directory.files = named
          break
        }
        return directory
      }
    }
  }
}
