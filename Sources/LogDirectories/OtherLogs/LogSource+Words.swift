extension LogSource {
  /// What its files are called, such as `metrics.csv`; nil where that need not be said.
  public var files: String? { words.files }

  /// Its logs, such as `tables of metrics`.
  public var plural: String { words.many }

  /// One of its logs, such as `a table of metrics`.
  public var singular: String { words.one }

  /// By what a file is taken for such a log.
  public var evidence: String {
    fits != nil ? "by its name and how it begins" : "by its name"
  }

  /// What to look for where none is found: a sentence.
  public var hint: String { words.hint }

  /// Why the last points of a run that is written stand in its file only later; nil where they do at once.
  public var lag: String? { words.lag }

  /// The versions of its writer whose own logs were compared with what is read of them; nil where none were.
  public var tried: String? { words.tried }

  /// What a file is not, and how that shows.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - flaw: What its bytes have shown, where they were looked at.
  /// - Returns: The end of a sentence.
  public func lacking(in file: LogFile, _ flaw: String? = nil) -> String {
    words.one + ((flaw ?? words.flaw(file.size)).map { ": " + $0 } ?? "")
  }

  /// All sources as a line of help: their names, and what their files are called.
  public static var summary: String {
    allCases.map { source in
      source.rawValue + (source.files.map { " (\($0))" } ?? "")
    }.joined(separator: ", ")
  }

}
