public import Scalars
public import TextFormats

/// A way to write the answer of a scan: its name, the endings of files that ask for it, and how it is written.
public struct ScanFormat: Registered {
  /// What a format may need beside the report.
  public struct Setting: Sendable {
    /// Where the text goes.
    public var terminal: Terminal
    /// Which verdicts count as failures.
    public var failing: FailingVerdicts
    /// The program's version.
    public var version: String
    /// The commands that a terminal is shown; nil elsewhere.
    public var hints: ScanHints?
    /// How long the scan took, where that is to be said.
    public var seconds: Double?

    /// Creates the setting of an answer.
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

  /// All formats, in the order in which help lists them.
  public static let allCases: [ScanFormat] = [
    .table, .csv, .jsonl, .json, .md, .latex, .junit, .sarif, .github, .prometheus,
  ]

  /// Its name, as options take it.
  public let rawValue: String
  /// The endings of files that ask for it, in small letters.
  public let endings: [String]
  /// What it is for, in a few words.
  public let summary: String
  /// Whether runs' JSON is written out, so that it must be kept.
  public let needsRecords: Bool
  /// The text, in pieces that can be written one after another: a scan's records are much.
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

  /// The format that a file's name asks for by its ending, the longest that fits.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    guard let found = Self.allEndings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    self = found.1
  }

  /// What the endings of files' names mean, those first that end in others.
  public static var allEndings: [(String, ScanFormat)] {
    let all = allCases.flatMap { format in format.endings.map { ($0, format) } }
    return all.sorted { $0.0.utf8.count > $1.0.utf8.count }
  }
}
