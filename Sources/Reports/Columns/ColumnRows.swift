import TextFormats

/// The type of a column's cells.
enum ColumnKind: Sendable {
  /// Words, most of which repeat: each word is stored once, and a row stores its number.
  case word
  /// Whole numbers of 64 bits.
  case integer
  /// Doubles.
  case number
}

/// A column of a table, and its cells that are not written yet.
struct Column: Sendable {
  /// The column's heading.
  let name: String
  /// The type of its cells.
  let kind: ColumnKind
  /// The cells of numbers, eight little-endian bytes each.
  var bytes: [UInt8] = []
  /// The cells of words, as indices into `words`.
  var codes: [UInt32] = []
  /// All words of the column so far, including those of cells already written.
  var words = WordList()

  init(_ name: String, _ kind: ColumnKind) {
    (self.name, self.kind) = (name, kind)
  }
}

/// Rows of a table, stored by columns until they are written together.
struct ColumnRows: Sendable {
  /// The number of rows.
  var count = 0
  /// The columns, each with as many cells as there are rows.
  var columns: [Column]

  /// Removes the rows; the words are kept.
  mutating func removeAll() { removeLast(count) }

  /// Removes the last rows; the words are kept.
  mutating func removeLast(_ removed: Int) {
    count -= removed
    for place in columns.indices {
      if columns[place].kind == .word {
        columns[place].codes.removeLast(removed)
      } else {
        columns[place].bytes.removeLast(8 * removed)
      }
    }
  }
}

/// Writes a columnar table, in blocks of rows.
protocol ColumnFile: Sendable {
  /// Whether rows that have been written can be declared void.
  var mayStartOver: Bool { get }
  /// Writes the start of the file, before the first row.
  mutating func begin(_ rows: ColumnRows, to buffer: inout ByteBuffer)
  /// Whether there are enough rows for one block of the file.
  func isFull(_ rows: ColumnRows) -> Bool
  /// Writes rows, one at least.
  mutating func write(_ rows: ColumnRows, to buffer: inout ByteBuffer)
  /// Begins the columns again: of all rows written so far only the first `standing` are valid.
  mutating func startOver(_ rows: ColumnRows, standing: Int, to buffer: inout ByteBuffer)
  /// Writes the end of the file, after the last row. `rows` has no rows, but all words that
  /// occurred.
  mutating func end(_ rows: ColumnRows, to buffer: inout ByteBuffer)
}

extension ColumnFile {
  // What most files are.
  var mayStartOver: Bool { false }
  mutating func startOver(_ rows: ColumnRows, standing: Int, to buffer: inout ByteBuffer) {
    preconditionFailure("rows of this file stand once they are written")
  }
}
