/// Characters in rows and columns, each with a style; drawn into, then read as lines.
struct CharacterGrid: Sendable {
  private struct Cell: Sendable {
    /// Nil to the right of a character that takes two columns.
    var character: Character? = " "
    var style = TextStyle.plain
  }

  /// The columns.
  let width: Int
  /// The rows.
  let height: Int
  private var cells: [Cell]

  /// Creates a grid of blanks.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = [Cell](repeating: Cell(), count: max(0, width * height))
  }

  /// Whether a cell is still blank.
  func isBlank(_ column: Int, _ row: Int) -> Bool { cells[row * width + column].character == " " }

  /// Sets one character; positions outside are ignored.
  mutating func set(
    _ column: Int, _ row: Int, _ character: Character, _ style: TextStyle = .plain
  ) {
    guard column >= 0, column < width, row >= 0, row < height else { return }
    cells[row * width + column] = Cell(character: character, style: style)
  }

  /// Writes text to the right, beginning at a column.
  mutating func write(_ text: String, _ column: Int, _ row: Int, _ style: TextStyle = .plain) {
    var place = column
    for character in text {
      let columns = displayWidth(String(character))
      guard place + columns <= width else { return }
      if columns == 0 { continue }
      set(place, row, character, style)
      for right in 1..<max(1, columns) { cells[row * width + place + right].character = nil }
      place += columns
    }
  }

  /// The rows as text, without trailing blanks.
  func lines(for terminal: Terminal) -> [String] {
    (0..<height).map { row in
      var styled = StyledText("")
      var cells = cells[row * width..<(row + 1) * width]
      while cells.last?.character == " " { cells.removeLast() }
      for cell in cells {
        guard let character = cell.character else { continue }
        if let last = styled.pieces.indices.last, styled.pieces[last].style == cell.style {
          styled.pieces[last].text.append(character)
        } else {
          styled.pieces.append(.init(text: String(character), style: cell.style))
        }
      }
      return styled.rendered(for: terminal)
    }
  }
}
