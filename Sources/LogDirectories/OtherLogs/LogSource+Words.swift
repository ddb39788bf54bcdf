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

}
