import TextFormats

/// A table as a Parquet file.
///
///     "PAR1" | for each group of rows, for each column: words, cells | … | footer | its length | "PAR1"
///
/// All columns are required and pages are not compressed. Each group holds its distinct words once,
/// and a cell is the number of its word, packed. The footer also holds Arrow's schema, so that
/// readers of it see words as categories. Source: Apache Parquet, `parquet.thrift` and README.md.
struct ParquetTable: ColumnFile {
  /// Rows per group; they are held in memory, 32 bytes per row.
  private static let group = 1 << 20
  private static let magic = Array("PAR1".utf8)

  private var position = 0
  private var rowCount = 0
  private var groups: [ThriftRecord] = []

  mutating func begin(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    put(Self.magic, to: &buffer)
  }

  func isFull(_ rows: ColumnRows) -> Bool { rows.count >= Self.group }

  mutating func write(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    let start = position
    var chunks: [ThriftRecord] = []
    for column in rows.columns {
      let chunk = ParquetChunk(column, rows: rows.count, position: position)
      put(chunk.bytes, to: &buffer)
      chunks.append(chunk.record)
    }
    var group = ThriftRecord()
    group.add(1, records: chunks)
    group.add(2, int64: position - start)
    group.add(3, int64: rows.count)
    groups.append(group)
    rowCount += rows.count
  }

  mutating func end(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    var schema = ThriftRecord()
    schema.add(1, text: "ARROW:schema")
    schema.add(2, text: base64(ArrowMessage.schema(rows.columns).head))
    var footer = ThriftRecord()
    footer.add(1, int32: 2)
    footer.add(2, records: Self.schema(rows.columns))
    footer.add(3, int64: rowCount)
    footer.add(4, records: groups)
    footer.add(5, records: [schema])
    footer.add(6, text: "tfevents")
    let bytes = footer.bytes
    put(bytes, to: &buffer)
    var length: [UInt8] = []
    length.append(littleEndian: UInt32(bytes.count))
    put(length + Self.magic, to: &buffer)
  }

  private static func schema(_ columns: [Column]) -> [ThriftRecord] {
    var root = ThriftRecord()
    root.add(4, text: "schema")
    root.add(5, int32: columns.count)
    return [root]
      + columns.map { column in
        var element = ThriftRecord()
        element.add(1, int32: column.kind.parquetType)
        element.add(3, int32: 0)
        element.add(4, text: column.name)
        if column.kind == .word {
          element.add(6, int32: 0)
          var isText = ThriftRecord()
          isText.add(1, ThriftRecord())
          element.add(10, isText)
        }
        return element
      }
  }

  private mutating func put(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
    position += bytes.count
    buffer.append(bytes)
  }
}
