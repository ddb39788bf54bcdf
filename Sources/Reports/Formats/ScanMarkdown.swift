import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as a Markdown table, for pull requests and model cards.
  public var markdown: ByteBuffer {
    let content = documentTable
    var table = MarkdownTable(content.titles)
    for cells in content.rows { table.row(cells) }
    return table.buffer
  }

  /// The table in a document: headings (with the alignment of each column) and cells.
  var documentTable: (titles: [(title: String, right: Bool)], rows: [[String]]) {
    let titles =
      [("run", false), ("verdict", false), (commonMetric ?? "best", true)]
      + (commonMetric == nil ? [("metric", false)] : [])
      + (baseline == nil ? [] : [("Δ base", true)]) + [("best at", true)]
      + columns.map { ($0.title, true) }
    return (titles.map { (title: $0.0, right: $0.1) }, rows.map(documentCells))
  }

  private func documentCells(_ row: ScanRow) -> [String] {
    let numbers = ReadableNumbers(unicode: true)
    let best = row.best.map { best in
      numbers.value(best.mean)
        + (best.deviation.map { " ± " + numbers.value($0, digits: 2) } ?? "")
    }
    var cells = [
      row.name + (row.isGroup ? " (\(row.members.count))" : ""),
      row.verdict.map { "\($0.glyph(unicode: true)) \($0.rawValue)" } ?? "! error",
      best ?? "—",
    ]
    if commonMetric == nil { cells.append(row.metric ?? "—") }
    if baseline != nil {
      cells.append(row.baselineChange.map { numbers.percent($0, signed: true) } ?? "—")
    }
    cells.append(row.bestStep.map(numbers.integer) ?? "—")
    return cells + columns.map { row.picked[$0.place]?.exact ?? "—" }
  }
}

/// Writes a table of GitHub-flavoured Markdown.
public struct MarkdownTable: Sendable {
  /// The table so far.
  public private(set) var buffer = ByteBuffer()

  /// Creates a table and writes its headings; numbers are right-aligned.
  public init(_ columns: [(title: String, right: Bool)]) {
    row(columns.map(\.title))
    buffer.append("|" + columns.map { $0.right ? "---:|" : "---|" }.joined() + "\n")
  }

  /// Writes a row; escapes bars, line ends and characters that Markdown would take as markup.
  public mutating func row(_ cells: [String]) {
    buffer.append("| " + cells.map(Self.escaped).joined(separator: " | ") + " |\n")
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      // Scalar by scalar: a combining mark after a bar would hide the bar from a comparison of
      // characters.
      switch scalar {
      case "|", "\\", "`", "*", "_", "<", "[": result.unicodeScalars.append("\\")
      case _ where scalar.isLineEnd:
        result.unicodeScalars.append(" ")
        continue
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return printable(result)
  }
}

extension Unicode.Scalar {
  /// Whether it ends a line, or a paragraph.
  var isLineEnd: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension ScanFormat {
  /// A Markdown table.
  public static let md = ScanFormat(
    "md", endings: [".md", ".markdown"], "a Markdown table"
  ) { report, _ in [report.markdown] }
}
