import Arguments
import EventFiles
import LogDirectories
import Reports
import Statistics

/// What an export writes and how; made after checking that the options fit together.
struct ExportPlan {
  let format: PointFormat
  let output: String?
  let isWide: Bool
  let likeness: ExportOptions.Likeness?
  let layout: PointLayout
  let reading: RunReadOptions
  let selection: PointSelection
  /// Whether the default policy leaves points out, so that the user must be told.
  let tellsLeftOut: Bool
  /// Nil if points are written as they come.
  let transform: PointTransform?
  let columns: [PointColumn]
  private let mayStartOver: Bool

  init(_ arguments: ParsedArguments) throws(CommandError) {
    output = arguments[Shared.output]
    format = try Self.format(output, asked: arguments[ExportOptions.format])
    isWide = arguments[ExportOptions.wide]
    mayStartOver = arguments[ExportOptions.mayStartOver]
    likeness = arguments[ExportOptions.like]
    var columns = arguments[ExportOptions.columns]
    if arguments[ExportCommand.superseded], !columns.contains(.superseded) {
      columns.append(.superseded)
    }
    self.columns = columns
    let smoothing = arguments[ExportOptions.smooth] ?? .none
    var layout: PointLayout =
      switch likeness {
      case .tensorboard: .tensorBoard
      case .tbparse: .tbparse
      case nil:
        PointLayout(PointLayout.long.columns + (smoothing == .none ? [] : [.smoothed]) + columns)
      }
    layout.writesISOTime = arguments[ExportOptions.time] == .iso
    self.layout = layout
    var selection = PointSelection()
    selection.steps = arguments[ExportOptions.steps] ?? .min ... .max
    selection.every = arguments[ExportOptions.every]
    self.selection = selection
    let maximum = arguments[ExportOptions.maximum]
    transform =
      smoothing == .none && maximum == nil
      ? nil : PointTransform(smoothing: smoothing, maximum: maximum)
    let reading = Self.reading(arguments, columns, format, likeness)
    self.reading = reading
    tellsLeftOut =
      !reading.deliversSuperseded && arguments.source(of: Shared.overlap) == .byDefault
    try check()
  }

  /// The format in `-f`, else that of the file's name.
  private static func format(
    _ output: String?, asked: PointFormat?
  ) throws(CommandError) -> PointFormat {
    // Any file with "tfevents" in its name may be an event file, whatever its suffix is.
    let isLog = output.flatMap { PointFormat(fileName: $0)?.kind } == .events
    if isLog { return asked ?? .tfevents }
    return try OutputName(output).format(
      asked: asked, endings: PointFormat.allEndings, usual: .csv)
  }

  /// The same points as `analyze` judges, unless another policy was requested; marked, if the
  /// format has room for it.
  private static func reading(
    _ arguments: ParsedArguments, _ columns: [PointColumn], _ format: PointFormat,
    _ likeness: ExportOptions.Likeness?
  ) -> RunReadOptions {
    var options = RunReadOptions(arguments)
    if likeness != nil, arguments.source(of: Shared.overlap) == .byDefault {
      options.policy = .tensorboard
    } else if columns.contains(.superseded) || format.kind == .database {
      options.deliversSuperseded = true
    }
    options.reading.keepsOffsets = columns.contains(.offset)
    options.numbersSegments = columns.contains(.segment)
    return options
  }

  private func check() throws(CommandError) {
    if format.kind == .database, output == nil || output == "-" {
      throw .usage(
        UsageError(
          "a database cannot be written to standard output",
          hints: ["tfevents export runs -o runs.sqlite"]))
    }
    if format.kind == .columns, isCompressed {
      throw .usage(
        UsageError(
          "\(format.rawValue) is not compressed as a whole: readers could not find its parts",
          hints: ["tfevents export runs -o runs.\(format.rawValue)"]))
    }
    if format.kind == .database, isCompressed {
      throw .usage(
        UsageError(
          "a database cannot be compressed while it is written",
          hints: ["tfevents export runs -o runs.sqlite && gzip runs.sqlite"]))
    }
    let hasLayout = columns.contains { $0 != .superseded } || layout.writesISOTime
    if hasLayout, format.kind != .text, format.kind != .columns {
      throw .usage(UsageError("--columns and --time are for tables, not for \(format.rawValue)"))
    }
    if layout.writesISOTime, format.kind == .columns {
      throw .usage(UsageError("--time is for text; \(format.rawValue) holds seconds as numbers"))
    }
    if isWide || likeness != nil, format.kind != .text {
      let kind = format.kind == .columns ? "tables of text" : "tables"
      throw .usage(UsageError("--wide and --like are for \(kind), not for \(format.rawValue)"))
    }
    let isSmoothed = transform?.isSmoothing ?? false
    if likeness != nil, isWide || !columns.isEmpty || layout.writesISOTime || isSmoothed {
      throw .usage(
        UsageError("--like fixes the columns: leave --wide, --columns, --time and --smooth out"))
    }
    if isWide, !columns.isEmpty {
      throw .usage(UsageError("--wide writes one column per tag, and cannot add --columns"))
    }
  }

  /// Whether rows depend only on their own points, so that batches can be formatted in parallel.
  var formatsEachBatchByItself: Bool {
    !isWide && transform == nil && format.kind == .text
  }

  /// A writer of the format, with its headings written.
  func writer(wideTags: [String]?) -> any PointWriter {
    let setting = PointFormat.Setting(
      layout, wideTags: wideTags, crlf: likeness == .tensorboard,
      isFile: OutputName(output).path != nil, mayStartOver: mayStartOver)
    return format.writer?(setting) ?? EventFilePoints()
  }

  /// Whether the answer is compressed.
  var isCompressed: Bool { OutputName(output).isCompressed }
}
