/// The body of an Arrow message: the buffers of its columns one after another, and their positions.
struct ArrowBody {
  /// The number of rows.
  let rows: Int
  /// All buffers, each beginning at a multiple of eight bytes.
  private(set) var bytes: [UInt8] = []
  private var nodes: [[Int64]] = []
  private var buffers: [[Int64]] = []

  init(rows: Int) { self.rows = rows }

  /// Adds the cells of a column; no cell is missing, so the validity buffer is empty.
  mutating func add(_ column: Column) {
    begin()
    if column.kind == .word {
      var codes: [UInt8] = []
      codes.append(words: column.codes) { $0 }
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
    buffers.append([Int64(bytes.count), Int64(buffer.count)])
    bytes += buffer
    bytes.pad(to: 8)
  }

  /// Writes the table that describes the body.
  func write(to buffer: inout FlatBuffer, at place: Int) {
    let fields = buffer.table(at: place, [.long(Int64(rows)), .reference, .reference])
    buffer.structures(at: fields[1], nodes)
    buffer.structures(at: fields[2], buffers)
  }
}
