public import Scalars
public import TextFormats

/// Writes rows of cells in one format: the cells in order, then the end of the row.
public protocol RowWriter: Sendable {
  /// The output that the caller has not taken yet.
  var buffer: ByteBuffer { get set }
  /// Writes the headings, or stores them.
  mutating func header(_ titles: [String], numbers: [Bool])
  /// Encodes a text cell as it will be written in a column, for `field(encoded:)`.
  func encode(_ text: String, column: Int) -> [UInt8]
  /// The bytes before each cell of a row of `columns` cells, and after the last cell.
  ///
  /// nil if a row is more than cells with bytes between them.
  func separators(columns: Int) -> [[UInt8]]?
  /// Adds a cell that was encoded before.
  mutating func field(encoded: [UInt8])
  /// Adds a whole number.
  mutating func field(_ number: Int64)
  /// Adds a number in the fewest digits that read back as the same number in its type.
  mutating func field(_ number: Double, as type: NumberType)
  /// Adds a cell without a value.
  mutating func missing()
  /// Ends the row.
  mutating func endRow()
  /// Writes the end of the file, after the last row.
  mutating func end()
}

extension CSVWriter: RowWriter {
  /// Writes the row of headings.
  public mutating func header(_ titles: [String], numbers: [Bool]) { row(titles) }

  /// The field as it is written in a file.
  public func encode(_ text: String, column: Int) -> [UInt8] { encode([text]) }

  /// Nothing, the separator before each further field, and the end of the row.
  public func separators(columns: Int) -> [[UInt8]]? {
    [[]] + Array(repeating: [separator], count: columns - 1) + [lineEnd]
  }

  /// Adds an empty field.
  public mutating func missing() { field(encoded: []) }

  /// Nothing.
  public mutating func end() {}
}
