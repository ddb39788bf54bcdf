public import Scalars
public import TextFormats

/// A way to write the answer of a scan: its name, the endings of files that ask for it, and how it
/// is written.
public struct ScanFormat: Registered {
  /// What a format may need in addition to the report.
  public struct Setting: Sendable {
    /// The terminal, or another target, of the text.
    public var terminal: Terminal
    /// Which verdicts count as failures.
    public var failing: FailingVerdicts
    /// The program's version.
    public var version: String
    /// The commands that are suggested on a terminal; nil elsewhere.
    public var hints: ScanHints?
    /// How long the scan took, if it is to be shown.
    public var seconds: Double?

    /// Creates the additional data for a format.
    public init(
      terminal: Terminal, failing: FailingVerdicts = .usual, version: String = "",
      hints: ScanHints? = nil, seconds: Double? = nil
    ) {
      self.terminal = terminal
      self.failing = failing
      self.version = version
      self.hints = hints
      self.seconds = seconds
    }
  }

  /// All formats, in the order of the help.
  public static let allCases: [ScanFormat] = [
    .table, .csv, .jsonl, .json, .md, .latex, .junit, .sarif, .github, .prometheus,
  ]

  /// Its name, as options take it.
  public let rawValue: String
  /// The suffixes of its files, in lower case.
  public let endings: [String]
  /// What it is for, in a few words.
  public let summary: String
  /// Whether it writes the runs' JSON; if so, the scan must keep the JSON.
  public let needsRecords: Bool
  /// The text, in pieces that can be written one after another, since a scan's records are large.
  public let pieces: @Sendable (ScanReport, Setting) -> any Sequence<ByteBuffer>

  /// Describes a format.
  init(
    _ name: String, endings: [String] = [], _ summary: String, needsRecords: Bool = false,
    pieces: @escaping @Sendable (ScanReport, Setting) -> any Sequence<ByteBuffer>
  ) {
    rawValue = name
    self.endings = endings
    self.summary = summary
    self.needsRecords = needsRecords
    self.pieces = pieces
  }

  /// The format for the suffix of a file's name, the longest suffix that fits.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    guard let found = Self.allEndings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    self = found.1
  }

  /// The meanings of file name suffixes; a suffix that ends in another one comes before it.
  public static var allEndings: [(String, ScanFormat)] {
    let all = allCases.flatMap { format in format.endings.map { ($0, format) } }
    return all.sorted { $0.0.utf8.count > $1.0.utf8.count }
  }
}
