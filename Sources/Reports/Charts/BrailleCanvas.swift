/// A grid of dots, two columns and four rows per character, shown as Braille patterns.
struct BrailleCanvas: Sendable {
  /// The characters of a line.
  let columns: Int
  /// The lines.
  let rows: Int
  private var cells: [UInt8]

  /// The bit of each dot of a cell, by row and column (Unicode chapter 21.1).
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Creates an empty field.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// The dots of a line.
  var width: Int { 2 * columns }
  /// The lines of dots.
  var height: Int { 4 * rows }

  /// Sets a dot, counted from the left and from the top; dots outside are left out.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Whether a cell has no dot.
  func isEmpty(column: Int, row: Int) -> Bool { cells[row * columns + column] == 0 }

  /// The character of a cell.
  func character(column: Int, row: Int) -> Character {
    Character(Unicode.Scalar(0x2800 + UInt32(cells[row * columns + column])) ?? " ")
  }
}
