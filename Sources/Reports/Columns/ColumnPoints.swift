import Scalars
import TextFormats

/// Points as rows of a columnar table, one row per point, in the order in which they come.
///
/// Values and wall times are doubles with all their bits; float32 values are widened. If a point
/// has no file, offset or segment, the cell is an empty word or −1.
struct ColumnPoints<File: ColumnFile>: PointWriter {
  var buffer = ByteBuffer()
  private var file: File
  private let layout: PointLayout
  private var rows: ColumnRows
  /// For each column of words, the number of the run's, tag's or type's name by series.
  private var codes: [[UInt32]]
  /// The number of rows that have been written to the file.
  private var written = 0
  /// What there was before the current run: rows, and words of each column.
  private var standing: (rows: Int, words: [Int])

  init(_ file: File, _ layout: PointLayout) {
    self.file = file
    self.layout = layout
    rows = ColumnRows(
      columns: zip(layout.columns, layout.titles).map { Column($1, $0.kind) })
    codes = Array(repeating: [], count: layout.columns.count)
    standing = (0, codes.map(\.count))
    self.file.begin(rows, to: &buffer)
  }

  mutating func addSeries(_ one: PointSeries) {
    for (place, column) in layout.columns.enumerated() {
      switch column {
      case .run: codes[place].append(rows.columns[place].words.number(of: one.run))
      case .tag: codes[place].append(rows.columns[place].words.number(of: one.tag))
      case .dtype: codes[place].append(rows.columns[place].words.number(of: one.type.name))
      default: break
      }
    }
  }

  mutating func endRun() {
    for place in codes.indices { codes[place].removeAll(keepingCapacity: true) }
    standing = (written + rows.count, rows.columns.map(\.words.count))
  }

  var mayTakeBack: Bool { file.mayStartOver }

  mutating func takeBackRun() {
    for (place, count) in standing.words.enumerated() {
      rows.columns[place].words.removeAll(from: count)
    }
    if standing.rows < written {
      rows.removeAll()
      file.startOver(rows, standing: standing.rows, to: &buffer)
      written = standing.rows
    } else {
      rows.removeLast(written + rows.count - standing.rows)
    }
    endRun()
  }

  mutating func end() {
    flush()
    file.end(rows, to: &buffer)
  }

  mutating func add(_ batch: borrowing PointBatch) {
    for place in layout.columns.indices { add(batch, to: place) }
    rows.count += batch.points.count
    if file.isFull(rows) { flush() }
  }

  private mutating func flush() {
    if rows.count > 0 { file.write(rows, to: &buffer) }
    written += rows.count
    rows.removeAll()
  }

  private mutating func add(_ batch: borrowing PointBatch, to place: Int) {
    let count = batch.points.count
    switch layout.columns[place] {
    case .run, .tag, .dtype:
      let codes = codes[place]
      rows.columns[place].codes.append(addingCapacity: count) { out in
        for series in batch.points.series.prefix(count) { out.append(codes[Int(series)]) }
      }
    case .step: add(batch.points.steps, count, to: place)
    case .wallTime: add(batch.points.wallTimes, count, to: place)
    case .value: add(batch.points.values, count, to: place)
    case .smoothed: add(batch.smoothed, count, to: place)
    case .superseded: add(batch.superseded.map { $0 ? 1 : 0 }, count, to: place, otherwise: 0)
    case .segment: add(batch.segments, count, to: place)
    case .offset: add(batch.points.offsets, count, to: place)
    case .file: addFiles(batch, to: place)
    }
  }

  private mutating func add(_ cells: [Double], _ count: Int, to place: Int) {
    let cells = cells.isEmpty ? Array(repeating: .nan, count: count) : cells
    rows.columns[place].bytes.append(words: cells.span.extracting(..<count)) { $0.bitPattern }
  }

  private mutating func add(
    _ cells: [Int64], _ count: Int, to place: Int, otherwise: Int64 = -1
  ) {
    let cells = cells.isEmpty ? Array(repeating: otherwise, count: count) : cells
    rows.columns[place].bytes.append(words: cells.span.extracting(..<count)) {
      UInt64(bitPattern: $0)
    }
  }

  private mutating func addFiles(_ batch: borrowing PointBatch, to place: Int) {
    let codes = batch.fileNames.map { rows.columns[place].words.number(of: $0) }
    for row in 0..<batch.points.count {
      let file = batch.files.isEmpty ? -1 : Int(batch.files[row])
      let code = codes.indices.contains(file) ? codes[file] : nil
      rows.columns[place].codes.append(code ?? rows.columns[place].words.number(of: ""))
    }
  }
}

extension PointColumn {
  /// The type of its cells in a columnar table.
  var kind: ColumnKind {
    switch self {
    case .run, .tag, .file, .dtype: .word
    case .step, .offset, .segment, .superseded: .integer
    case .wallTime, .value, .smoothed: .number
    }
  }
}
