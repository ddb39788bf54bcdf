import TextFormats

extension LogSource {
  /// How much of a file is looked at to know what it is.
  static let beginning = 1 << 16

  /// A test for files of just these names.
  static func named(_ names: String...) -> @Sendable ([UInt8]) -> Bool {
    let names = names.map { Array($0.utf8) }
    return { names.contains($0) }
  }

  /// A test for files whose first line holds a word.
  static func firstLine(names word: String) -> @Sendable ([UInt8]) -> Bool {
    let word = Array(word.utf8)
    return { $0.prefix { $0 != 10 }.place(of: word) != nil }
  }

  /// Whether a file that was found is such a log, by its name and, where that does not say, by how it begins.
  ///
  /// One that cannot be opened counts by its name, so that what is wrong is told.
  func reads(_ path: LogPath) -> Bool {
    if !reads(path.lastComponent.bytes) { return false }
    guard let fits else { return true }
    guard let beginning = try? path.contents(limit: Self.beginning, isCut: true) else {
      return true
    }
    return fits(beginning) && isOne?(path) != false
  }

  /// Whether there are sources other than event files whose files may have this name.
  static func hasOther(reading name: [UInt8]) -> Bool {
    allCases.contains { !$0.isEventFiles && $0.reads(name) }
  }

  /// Whether a file that was given is no event file by its name, and a log of another source.
  static func isOther(_ path: LogPath) -> Bool {
    !tensorboard.reads(path.lastComponent.bytes) && other(reading: path) != nil
  }

  /// The first source other than event files that reads the file; nil where none does.
  static func other(reading path: LogPath) -> LogSource? {
    allCases.first { !$0.isEventFiles && $0.reads(path) }
  }

  /// A choice of the first of a log's names that stands in a directory: the others there say the same.
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
