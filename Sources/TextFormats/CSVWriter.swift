public import Scalars

/// Writes rows of comma-separated values (RFC 4180; rows end with LF unless told otherwise).
///
/// A field is quoted if it holds the separator, a quotation mark, CR or LF; quotation marks are
/// doubled.
public struct CSVWriter: Sendable {
  /// The rows so far.
  public var buffer = ByteBuffer()
  package let separator: UInt8
  package let lineEnd: [UInt8]
  let guardsFormulas: Bool
  var isAtStart = true

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - crlf: Whether rows end as TensorBoard ends them.
  ///   - separator: The separator of fields; a comma, or a tab.
  ///   - guardsFormulas: Whether text that a spreadsheet would compute (it begins with `=`, `+`,
  ///     `-`, `@`, a tab or CR) gets an apostrophe before it.
  public init(
    crlf: Bool = false, separator: UInt8 = UInt8(ascii: ","), guardsFormulas: Bool = false
  ) {
    self.separator = separator
    self.guardsFormulas = guardsFormulas
    lineEnd = crlf ? [13, 10] : [10]
  }

  /// Adds a field of text, quoted if necessary.
  public mutating func field(_ text: String) {
    beginField()
    append(quoted: text)
  }

  /// Adds a whole number.
  public mutating func field(_ number: Int64) {
    beginField()
    buffer.append(number)
  }

  /// Adds a number in the fewest digits that read back as the same number in its type.
  ///
  /// `nan`, `inf` and `-inf` are spelled as pandas reads them.
  public mutating func field(_ number: Double, as type: NumberType = .float64) {
    beginField()
    buffer.append(number, as: type)
  }

  /// Adds fields that were encoded before, such as the run and tag of a whole series.
  public mutating func field(encoded: [UInt8]) {
    beginField()
    buffer.append(encoded)
  }

  /// Ends the row.
  public mutating func endRow() {
    buffer.append(lineEnd)
    isAtStart = true
  }

  /// Writes a whole row of texts.
  public mutating func row(_ texts: [String]) {
    for text in texts { field(text) }
    endRow()
  }

  /// Fields as they are written in a file, with separators between but none after the last, for
  /// `field(encoded:)`.
  public func encode(_ texts: [String]) -> [UInt8] {
    var writer = self
    writer.buffer = ByteBuffer()
    writer.isAtStart = true
    for text in texts { writer.field(text) }
    return writer.buffer.bytes
  }

  private mutating func beginField() {
    if !isAtStart { buffer.append(byte: separator) }
    isAtStart = false
  }

  private mutating func append(quoted text: String) {
    let utf8 = text.utf8
    let needsGuard = guardsFormulas && utf8.first.map(Self.formulaStarts.contains) == true
    let needsQuotes = utf8.contains { $0 == separator || $0 == 34 || $0 == 10 || $0 == 13 }
    if needsQuotes { buffer.append(byte: 34) }
    if needsGuard { buffer.append(byte: UInt8(ascii: "'")) }
    if needsQuotes {
      for byte in utf8 {
        if byte == 34 { buffer.append(byte: 34) }
        buffer.append(byte: byte)
      }
      buffer.append(byte: 34)
    } else {
      buffer.append(text)
    }
  }

  private static let formulaStarts = Array("=+-@\t\r".utf8)
}
