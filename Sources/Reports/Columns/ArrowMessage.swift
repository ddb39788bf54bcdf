/// Messages of Arrow's format between processes: the schema, dictionaries and stretches of rows.
///
///     FF FF FF FF | length of the head | head, a flatbuffer, padded | body, buffers padded
///
/// Source: the Apache Arrow columnar format, version 1, and its `Message.fbs`, `Schema.fbs` and
/// `File.fbs`.
struct ArrowMessage {
  /// The kind of a message, by its number in the union of headers.
  private enum Kind: UInt8 { case schema = 1, dictionary, rows }

  /// The number that stands for version 5 of the metadata format.
  static let version: Int16 = 4

  /// The header with its prefix, padded to a multiple of eight bytes.
  let head: [UInt8]
  /// The body; nil for a schema.
  let body: ArrowBody?

  private init(
    _ kind: Kind, body: ArrowBody? = nil, _ header: (inout FlatBuffer, _ place: Int) -> Void
  ) {
    var buffer = FlatBuffer()
    let fields = buffer.table(
      at: 0,
      [.short(Self.version), .byte(kind.rawValue), .reference, .long(Int64(body?.count ?? 0))])
    header(&buffer, fields[2])
    var bytes = buffer.bytes
    bytes.pad(to: 8)
    var head: [UInt8] = []
    head.append(littleEndian: UInt32.max)
    head.append(littleEndian: UInt32(bytes.count))
    self.head = head + bytes
    self.body = body
  }

  /// The columns of the table, and the number of rows of the streams before that stand, if there
  /// were any.
  static func schema(_ columns: [Column], standing: Int? = nil) -> ArrowMessage {
    ArrowMessage(.schema) { buffer, place in
      writeSchema(columns, standing: standing, to: &buffer, at: place)
    }
  }

  /// A dictionary batch of all words of a column so far; it replaces the batches sent before.
  static func words(_ words: WordList, number: Int) -> ArrowMessage {
    var body = ArrowBody(rows: words.count)
    body.add(words)
    return ArrowMessage(.dictionary, body: body) { buffer, place in
      let fields = buffer.table(at: place, [.long(Int64(number)), .reference])
      body.write(to: &buffer, at: fields[1])
    }
  }

  /// The cells of rows.
  static func rows(_ rows: ColumnRows) -> ArrowMessage {
    var body = ArrowBody(rows: rows.count)
    for column in rows.columns { body.add(column) }
    return ArrowMessage(.rows, body: body) { buffer, place in
      body.write(to: &buffer, at: place)
    }
  }

  /// Writes a table that describes the columns.
  static func writeSchema(
    _ columns: [Column], standing: Int? = nil, to buffer: inout FlatBuffer, at place: Int
  ) {
    var fields: [FlatBuffer.Field?] = [.short(0), .reference]
    if standing != nil { fields.append(.reference) }
    let schema = buffer.table(at: place, fields)
    let places = buffer.references(at: schema[1], count: columns.count)
    for (number, column) in columns.enumerated() {
      write(column, number, to: &buffer, at: places[number])
    }
    guard let standing else { return }
    let pair = buffer.table(
      at: buffer.references(at: schema[2], count: 1)[0], [.reference, .reference])
    buffer.text(at: pair[0], "standing")
    buffer.text(at: pair[1], String(standing))
  }

  private static func write(
    _ column: Column, _ number: Int, to buffer: inout FlatBuffer, at place: Int
  ) {
    // Numbers in the union of types: Int 2, FloatingPoint 3, Utf8 5.
    let type: UInt8 =
      switch column.kind {
      case .integer: 2
      case .number: 3
      case .word: 5
      }
    let field = buffer.table(
      at: place,
      [
        .reference, .byte(0), .byte(type), .reference, column.kind == .word ? .reference : nil,
        .reference,
      ])
    buffer.text(at: field[0], column.name)
    switch column.kind {
    case .integer: _ = buffer.table(at: field[3], [.int(64), .byte(1)])
    case .number: _ = buffer.table(at: field[3], [.short(2)])
    case .word:
      _ = buffer.table(at: field[3], [])
      let encoding = buffer.table(at: field[4], [.long(Int64(number)), .reference])
      _ = buffer.table(at: encoding[1], [.int(32), .byte(1)])
    }
    _ = buffer.references(at: field[5], count: 0)
  }
}
