/// The cells of one column in a group of rows: a page of words, if it has words, and a page of
/// cells.
struct ParquetChunk {
  /// The pages.
  private(set) var bytes: [UInt8] = []
  /// The footer's entry for them.
  private(set) var record = ThriftRecord()
  /// The new number of each word that this group uses.
  private var numbers: [UInt32] = []
  private var wordCount = 0

  init(_ column: Column, rows: Int, position: Int) {
    if column.kind == .word { addWords(column.words, used: column.codes) }
    let cellsAt = bytes.count
    addCells(column, rows: rows)
    var facts = ThriftRecord()
    facts.add(1, int32: column.kind.parquetType)
    facts.add(2, int32s: column.kind.parquetEncodings)
    facts.add(3, texts: [column.name])
    facts.add(4, int32: 0)
    facts.add(5, int64: rows)
    facts.add(6, int64: bytes.count)
    facts.add(7, int64: bytes.count)
    facts.add(9, int64: position + cellsAt)
    if column.kind == .word { facts.add(11, int64: position) }
    record.add(2, int64: position)
    record.add(3, facts)
  }

  private mutating func addWords(_ words: WordList, used codes: [UInt32]) {
    numbers = Array(repeating: 0, count: words.count)
    for code in codes { numbers[Int(code)] = 1 }
    var page: [UInt8] = []
    for (code, word) in words.words.enumerated() where numbers[code] == 1 {
      numbers[code] = UInt32(wordCount)
      wordCount += 1
      page.append(littleEndian: UInt32(word.count))
      page += word
    }
    var head = ThriftRecord()
    head.add(1, int32: wordCount)
    head.add(2, int32: 0)
    add(page, kind: 2, headNumber: 7, head)
  }

  private mutating func addCells(_ column: Column, rows: Int) {
    var page = column.bytes
    if column.kind == .word {
      let width = max(1, UInt32.bitWidth - UInt32(max(1, wordCount) - 1).leadingZeroBitCount)
      page = [UInt8(width)] + RunLengths(column.codes.map { numbers[Int($0)] }, width: width).bytes
    }
    var head = ThriftRecord()
    head.add(1, int32: rows)
    head.add(2, int32: column.kind.parquetEncodings.last ?? 0)
    // No levels are written; then their encoding must be RLE.
    head.add(3, int32: 3)
    head.add(4, int32: 3)
    add(page, kind: 0, headNumber: 5, head)
  }

  private mutating func add(_ page: [UInt8], kind: Int, headNumber: Int, _ head: ThriftRecord) {
    var whole = ThriftRecord()
    whole.add(1, int32: kind)
    whole.add(2, int32: page.count)
    whole.add(3, int32: page.count)
    whole.add(headNumber, head)
    bytes += whole.bytes + page
  }
}

extension ColumnKind {
  /// The number of the physical type: INT64, DOUBLE or BYTE_ARRAY.
  var parquetType: Int {
    switch self {
    case .integer: 2
    case .number: 5
    case .word: 6
    }
  }

  /// The numbers of its pages' encodings: PLAIN, and RLE_DICTIONARY for words' numbers.
  var parquetEncodings: [Int] { self == .word ? [0, 8] : [0] }
}
