extension LogSource {
  /// What its files are called, such as `metrics.csv`; nil where that need not be said.
  public var files: String? { words.files }

  /// Its logs, such as `tables of metrics`.
  public var plural: String { words.many }

  /// What to look for where none is found: a sentence.
  public var hint: String { words.hint }

  /// What a file is not, and how that shows.
  public func lacking(in file: LogFile) -> String {
    words.one + (words.flaw(file.size).map { ": " + $0 } ?? "")
  }

  /// All sources as a line of help: their names, and what their files are called.
  public static var summary: String {
    allCases.map { source in
      source.rawValue + (source.files.map { " (\($0))" } ?? "")
    }.joined(separator: ", ")
  }

  /// A test for files of just this name.
  static func named(_ name: String) -> @Sendable ([UInt8]) -> Bool {
    let bytes = Array(name.utf8)
    return { $0 == bytes }
  }

  /// The first source other than event files whose files have this name; nil where none has.
  static func other(reading name: [UInt8]) -> LogSource? {
    allCases.first { !$0.isEventFiles && $0.reads(name) }
  }
}
