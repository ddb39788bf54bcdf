extension LogSource {
  /// The name of its files, such as `metrics.csv`; nil if there is no need to name them.
  public var files: String? { words.files }

  /// The plural, such as `tables of metrics`.
  public var plural: String { words.many }

  /// The singular, such as `a table of metrics`.
  public var singular: String { words.one }

  /// How a file is recognized as such a log.
  public var evidence: String {
    fits != nil ? "by its name and how it begins" : "by its name"
  }

  /// What to look for if none is found: a sentence.
  public var hint: String { words.hint }

  /// Why the last points of a growing run reach its file late; nil if they do not.
  public var lag: String? { words.lag }

  /// The versions of the logger that were tested: the numbers read from a log were compared with
  /// the logger's own; nil if there are none.
  public var tried: String? { words.tried }

  /// The kind of log that a file turned out not to be, and what shows that.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - flaw: What is wrong with its bytes, if they were examined.
  ///
  /// - Returns: The end of a sentence.
  public func lacking(in file: LogFile, _ flaw: String? = nil) -> String {
    words.one + ((flaw ?? words.flaw(file.size)).map { ": " + $0 } ?? "")
  }

  /// All sources as a line of help: their names, and the names of their files.
  public static var summary: String {
    allCases.map { source in
      source.rawValue + (source.files.map { " (\($0))" } ?? "")
    }.joined(separator: ", ")
  }

}
