import TextFormats

/// A table in Arrow's format between processes, as a stream or as a file.
///
///     stream   schema | dictionaries that have grown, rows | … | end
///     file     "ARROW1", 00 00 | schema | rows | … | dictionaries | end | footer | its length | "ARROW1"
///
/// If a dictionary has grown, a stream repeats all of it, because some readers do not accept the
/// new words alone. If rows prove void, the stream ends and another follows. Its schema has the
/// number of rows before it that stay valid. Only readers that asked for it get such streams.
///
/// A file holds each dictionary once, after the rows; its footer holds the offset of every part.
struct ArrowTable: ColumnFile {
  /// Fewer rows than this are not written, except at the end.
  private static let stretch = 1 << 16
  private static let magic = Array("ARROW1".utf8)
  private static let endOfMessages: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]

  private let isFile: Bool
  let mayStartOver: Bool
  private var position: Int64 = 0
  /// How many words of each column have been written; −1 if its dictionary has not been written
  /// yet.
  private var written: [Int] = []
  private var dictionaries: [[Int64]] = []
  private var stretches: [[Int64]] = []

  init(isFile: Bool, mayStartOver: Bool = false) {
    self.isFile = isFile
    self.mayStartOver = mayStartOver && !isFile
  }

  mutating func begin(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    if isFile { put(Self.magic + [0, 0], to: &buffer) }
    begin(rows, standing: nil, to: &buffer)
  }

  private mutating func begin(_ rows: ColumnRows, standing: Int?, to buffer: inout ByteBuffer) {
    written = rows.columns.map { $0.kind == .word ? -1 : 0 }
    _ = write(.schema(rows.columns, standing: standing), to: &buffer)
  }

  mutating func startOver(_ rows: ColumnRows, standing: Int, to buffer: inout ByteBuffer) {
    put(Self.endOfMessages, to: &buffer)
    begin(rows, standing: standing, to: &buffer)
  }

  func isFull(_ rows: ColumnRows) -> Bool {
    // So that repeated dictionaries take no more room than the rows between them.
    rows.count >= Self.stretch && (isFile || rows.count * 8 >= bytesOfWords(rows))
  }

  private func bytesOfWords(_ rows: ColumnRows) -> Int {
    zip(rows.columns, written).reduce(0) { sum, each in
      each.0.words.count > each.1 ? sum + each.0.words.bytes + 4 * each.0.words.count : sum
    }
  }

  mutating func write(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    if !isFile { writeWords(rows, to: &buffer) }
    stretches.append(write(.rows(rows), to: &buffer))
    // A stream has no footer.
    if !isFile { stretches.removeAll() }
  }

  private mutating func writeWords(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    for (number, column) in rows.columns.enumerated()
    where column.kind == .word && column.words.count > written[number] {
      dictionaries.append(write(.words(column.words, number: number), to: &buffer))
      written[number] = column.words.count
    }
    if !isFile { dictionaries.removeAll() }
  }

  mutating func end(_ rows: ColumnRows, to buffer: inout ByteBuffer) {
    writeWords(rows, to: &buffer)
    put(Self.endOfMessages, to: &buffer)
    if !isFile { return }
    let footer = footer(rows.columns)
    put(footer, to: &buffer)
    var length: [UInt8] = []
    length.append(littleEndian: UInt32(footer.count))
    put(length + Self.magic, to: &buffer)
  }

  private func footer(_ columns: [Column]) -> [UInt8] {
    var buffer = FlatBuffer()
    let fields = buffer.table(
      at: 0, [.short(ArrowMessage.version), .reference, .reference, .reference])
    ArrowMessage.writeSchema(columns, to: &buffer, at: fields[1])
    buffer.structures(at: fields[2], dictionaries)
    buffer.structures(at: fields[3], stretches)
    var bytes = buffer.bytes
    bytes.pad(to: 8)
    return bytes
  }

  /// Writes a message and returns its offset, and the lengths of its header and its body.
  private mutating func write(_ message: ArrowMessage, to buffer: inout ByteBuffer) -> [Int64] {
    let block = [position, Int64(message.head.count), Int64(message.body?.count ?? 0)]
    put(message.head, to: &buffer)
    for part in message.body?.parts ?? [] {
      put(part, to: &buffer)
      put(Array(repeating: 0, count: -part.count & 7), to: &buffer)
    }
    return block
  }

  private mutating func put(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
    position += Int64(bytes.count)
    buffer.append(bytes)
  }
}
