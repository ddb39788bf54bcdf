public import Scalars

/// Writes rows of comma-separated values (RFC 4180; rows end with LF unless told otherwise).
public struct CSVWriter: Sendable {
  /// The rows so far.
  public var buffer = ByteBuffer()
  let separator: UInt8
  let lineEnd: [UInt8]
  var isAtStart = true

  /// Creates a writer; `crlf` ends rows as TensorBoard does, `separator` may be a tab.
  public init(crlf: Bool = false, separator: UInt8 = 44) {
    self.separator = separator
    lineEnd = crlf ? [13, 10] : [10]
  }

  /// Adds a field of text, quoted where it must be.
  public mutating func field(_ text: String) {
    beginField()
    buffer.append(text)
  }

  /// Adds a whole number.
  public mutating func field(_ number: Int64) {
    beginField()
    buffer.append(number)
  }

  /// Adds a number in the fewest digits that read back in its type; `nan`, `inf`, `-inf` as pandas reads them.
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

  /// Fields as they stand in a file, parted but with nothing after the last, to be added by `field(encoded:)`.
  public func encode(_ texts: [String]) -> [UInt8] { [] }

  private mutating func beginField() {
    if !isAtStart { buffer.append(separator) }
    isAtStart = false
  }
}
