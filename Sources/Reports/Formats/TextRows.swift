import Scalars
import TextFormats

/// Rows as a table in a document language: Markdown, or LaTeX with booktabs.
struct TextRows: RowWriter {
  /// The language.
  enum Language: Sendable { case markdown, latex }

  let language: Language
  var buffer = ByteBuffer()
  private var cells: [String] = []

  init(_ language: Language) { self.language = language }

  mutating func header(_ titles: [String], numbers: [Bool]) {
    switch language {
    case .markdown:
      write(titles.map(escaped))
      buffer.append("|" + numbers.map { $0 ? "---:|" : "---|" }.joined() + "\n")
    case .latex:
      let alignment = String(numbers.map { $0 ? "r" : "l" })
      buffer.append("\\begin{tabular}{\(alignment)}\n\\toprule\n")
      write(titles.map(escaped))
      buffer.append("\\midrule\n")
    }
  }

  private mutating func write(_ cells: [String]) {
    switch language {
    case .markdown: buffer.append("| " + cells.joined(separator: " | ") + " |\n")
    case .latex: buffer.append(cells.joined(separator: " & ") + " \\\\\n")
    }
  }

  private func escaped(_ text: String) -> String {
    language == .markdown ? MarkdownTable.escaped(text) : latexEscaped(text)
  }

  func encode(_ text: String, column: Int) -> [UInt8] { Array(escaped(text).utf8) }

  func separators(columns: Int) -> [[UInt8]]? { nil }

  mutating func field(encoded: [UInt8]) { cells.append(String(decoding: encoded, as: UTF8.self)) }

  mutating func field(_ number: Int64) { cells.append(String(number)) }

  mutating func field(_ number: Double, as type: NumberType) {
    var digits = ByteBuffer()
    digits.append(number, as: type)
    cells.append(digits.text)
  }

  mutating func missing() { cells.append("") }

  mutating func endRow() {
    write(cells)
    cells.removeAll(keepingCapacity: true)
  }

  mutating func end() {
    if language == .latex { buffer.append("\\bottomrule\n\\end{tabular}\n") }
  }
}

/// Text with LaTeX's special characters escaped.
func latexEscaped(_ text: String) -> String {
  let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar {
    case "\\": result += "\\textbackslash{}"
    case "~": result += "\\textasciitilde{}"
    case "^": result += "\\textasciicircum{}"
    case "&", "%", "$", "#", "_", "{", "}": result += "\\" + String(scalar)
    case _ where scalar.isLineEnd: result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  return printable(escaped)
}
