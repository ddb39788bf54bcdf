/// The body of an Arrow message: the buffers of its columns one after another, and their positions.
struct ArrowBody {
  /// The number of rows.
  let rows: Int
  /// All buffers, each to be padded to a multiple of eight bytes; columns are not copied.
  private(set) var parts: [[UInt8]] = []
  /// The number of bytes of the buffers with their padding.
  private(set) var count = 0
  private var nodes: [[Int64]] = []
  private var buffers: [[Int64]] = []

  init(rows: Int) { self.rows = rows }

  /// Adds the cells of a column; no cell is missing, so the validity buffer is empty.
  mutating func add(_ column: Column) {
    begin()
    if column.kind == .word {
      var codes: [UInt8] = []
      codes.append(words: column.codes.span) { $0 }
      add(codes)
    } else {
      add(column.bytes)
    }
  }

  /// Adds words: the offset of each, the end of the last, and their bytes.
  mutating func add(_ words: WordList) {
    begin()
    var (starts, texts): ([UInt8], [UInt8]) = ([], [])
    for word in words.words {
      starts.append(littleEndian: Int32(truncatingIfNeeded: texts.count))
      texts += word
    }
    starts.append(littleEndian: Int32(truncatingIfNeeded: texts.count))
    add(starts)
    add(texts)
  }

  private mutating func begin() {
    nodes.append([Int64(rows), 0])
    add([])
  }

  private mutating func add(_ buffer: [UInt8]) {
    buffers.append([Int64(count), Int64(buffer.count)])
    parts.append(buffer)
    count += (buffer.count + 7) / 8 * 8
  }

  /// Writes the table that describes the body.
  func write(to buffer: inout FlatBuffer, at place: Int) {
    let fields = buffer.table(at: place, [.long(Int64(rows)), .reference, .reference])
    buffer.structures(at: fields[1], nodes)
    buffer.structures(at: fields[2], buffers)
  }
}
