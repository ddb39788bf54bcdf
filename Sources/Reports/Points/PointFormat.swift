public import Scalars
import TextFormats

/// A way to write points: its name, the endings of files that ask for it, and how it is written.
public struct PointFormat: Registered {
  /// The kind of file, on which the allowed options depend.
  public enum Kind: Sendable {
    /// Rows of text, each independent of the others.
    case text
    /// A columnar table.
    case columns
    /// An event file of one run.
    case events
    /// A database, which is opened by its path.
    case database
  }

  /// What a format may need to know.
  public struct Setting: Sendable {
    /// The columns.
    public var layout: PointLayout
    /// The tags that each get a column, for one row per step; nil for one row per point.
    public var wideTags: [String]?
    /// Whether rows of CSV end as TensorBoard ends them.
    public var crlf: Bool
    /// Whether the output is a file, which can have an index at its end.
    public var isFile: Bool
    /// Whether the reader understands that points before may be void.
    public var mayStartOver: Bool

    /// Creates a setting.
    public init(
      _ layout: PointLayout, wideTags: [String]? = nil, crlf: Bool = false, isFile: Bool = false,
      mayStartOver: Bool = false
    ) {
      self.layout = layout
      self.wideTags = wideTags
      self.crlf = crlf
      self.isFile = isFile
      self.mayStartOver = mayStartOver
    }
  }

  /// All formats, in the order of the help.
  public static let allCases: [PointFormat] = [
    .csv, .tsv, .jsonl, .md, .latex, .sqlite, .tfevents, .arrow, .parquet,
  ]

  /// Its name, as options take it.
  public let rawValue: String
  /// The suffixes of its files, in lower case.
  public let endings: [String]
  /// A short description.
  public let summary: String
  /// The kind of its file.
  public let kind: Kind
  /// Makes a writer that has written its headings; nil for formats that are neither text nor a
  /// table.
  public let writer: (@Sendable (Setting) -> any PointWriter)?

  /// Describes a format.
  init(
    _ name: String, endings: [String], _ summary: String, _ kind: Kind,
    writer: (@Sendable (Setting) -> any PointWriter)? = nil
  ) {
    rawValue = name
    self.endings = endings
    self.summary = summary
    self.kind = kind
    self.writer = writer
  }

  /// Describes a format of rows of text.
  init<Rows: RowWriter>(
    _ name: String, endings: [String], _ summary: String,
    rows: @escaping @Sendable (Setting) -> Rows
  ) {
    self.init(name, endings: endings, summary, .text) { setting in
      if let tags = setting.wideTags { return WidePoints(rows(setting), tags: tags) }
      return LongPoints(rows(setting), setting.layout)
    }
  }

  /// Describes a columnar format.
  init<File: ColumnFile>(
    _ name: String, endings: [String], _ summary: String,
    columns: @escaping @Sendable (Setting) -> File
  ) {
    self.init(name, endings: endings, summary, .columns) { setting in
      ColumnPoints(columns(setting), setting.layout)
    }
  }

  /// The format for the suffix of a file's name, ignoring `.gz`.
  public init?(fileName: String) {
    var name = fileName.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    let file = name.split(separator: "/").last ?? ""
    let meant = Self.allEndings.first { name.hasSuffix($0.0) }?.1
    let isLog = file.split(separator: ".").contains("tfevents")
    if !isLog, let meant {
      self = meant
    } else if Array(file.utf8).holds(Array("tfevents".utf8)) {
      self = .tfevents
    } else {
      return nil
    }
  }

  /// The meanings of file name suffixes, apart from the names of event files.
  public static var allEndings: [(String, PointFormat)] {
    allCases.flatMap { format in format.endings.map { ($0, format) } }
  }
}
