import TextFormats

/// A chart as lines of text: Braille dots if the terminal has them, else letters.
///
///          o best 2,400 · 0.8841
///      2 ┤⠱⡀     ┊
///        │ ⠈⠢⣀   ┊             ⣀⣀ eval 1.279
///      1 ┤   ⠉⠒⠤⣀⣀o⣀⣀⠤⠤⠒⠒⠉⠉
///        └┬──────┬──────┬──────┬
///         0    2,000  4,000  6,000
///
/// Lines differ by weight and dashes, not by color, and are named at their ends.
public struct TerminalChart: Sendable {
  /// The fewest rows and columns that a plot can be drawn in.
  static let leastRows = 3
  static let leastColumns = 8

  let chart: Chart
  let terminal: Terminal
  let rows: Int
  let numbers: ReadableNumbers

  /// Creates a drawing.
  ///
  /// - Parameters:
  ///   - chart: What to draw.
  ///   - terminal: Where; the lines fill its width at most.
  ///   - rows: The rows of the plot itself, at least 3; labels and axes take three to seven more.
  public init(_ chart: Chart, terminal: Terminal, rows: Int = 14) {
    self.chart = chart
    self.terminal = terminal
    self.rows = max(Self.leastRows, rows)
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  /// The lines, without line feeds and without blanks at their ends.
  public var lines: [String] {
    var drawing = TerminalDrawing(self)
    drawing.drawAxes()
    drawing.drawShading()
    drawing.drawLines()
    drawing.drawMarks()
    drawing.drawEndLabels()
    drawing.drawOffScale()
    drawing.drawStrip()
    let notes = chart.notes.flatMap { wrapped($0 + ".", to: max(20, terminal.width - 2)) }
    return drawing.grid.lines(for: terminal)
      + notes.map { terminal.styled("  " + printable($0, unicode: terminal.unicode), .dim) }
  }

  /// A text as this terminal can show it.
  func shown(_ text: String) -> String {
    terminal.unicode ? printable(text) : printable(asciiText(text), unicode: false)
  }

  private func asciiText(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "·": result += "-"
      case "−": result += "-"
      case "→": result += "->"
      case "×": result += "x"
      case "±": result += "+-"
      case "…": result += "..."
      default: result.append(character)
      }
    }
    return result
  }
}
