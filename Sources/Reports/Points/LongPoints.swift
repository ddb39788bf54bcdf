import Scalars
import TextFormats

/// Points as rows, one row per point, in the order in which they come.
struct LongPoints<Rows: RowWriter>: PointWriter {
  private var rows: Rows
  private let layout: PointLayout
  private var series: [PointSeries] = []
  /// The encoded text cells of each series, one for each column with text about the series.
  private var cells: [[[UInt8]]] = []
  /// The fast path, if the layout allows it.
  private var frame: RowFrame?

  init(_ rows: Rows, _ layout: PointLayout) {
    self.rows = rows
    self.layout = layout
    self.rows.header(layout.titles, numbers: layout.columns.map(\.isNumber))
    frame = RowFrame(layout, separators: self.rows.separators(columns: layout.columns.count))
  }

  var buffer: ByteBuffer {
    get { rows.buffer }
    _modify { yield &rows.buffer }
  }

  mutating func addSeries(_ one: PointSeries) {
    series.append(one)
    let texts = layout.columns.enumerated().map { place, column in
      switch column {
      case .run: rows.encode(one.run, column: place)
      case .tag: rows.encode(one.tag, column: place)
      case .dtype: rows.encode(one.type.name, column: place)
      default: [] as [UInt8]
      }
    }
    cells.append(texts)
    frame?.addSeries(cells: texts, type: one.type)
  }

  mutating func endRun() {
    series.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    frame?.removeAll()
  }

  mutating func end() { rows.end() }

  mutating func add(_ batch: borrowing PointBatch) {
    var row = 0
    while row < batch.points.count {
      if let frame {
        row = frame.write(batch.points, from: row, to: &buffer)
        if row == batch.points.count { return }
      }
      write(batch, row)
      row += 1
    }
  }

  private mutating func write(_ batch: borrowing PointBatch, _ row: Int) {
    let number = Int(batch.points.series[row])
    for (place, column) in layout.columns.enumerated() {
      switch column {
      case .run, .tag, .dtype: rows.field(encoded: cells[number][place])
      case .step: rows.field(batch.points.steps[row])
      case .wallTime: write(wallTime: batch.points.wallTimes[row], place)
      case .value:
        rows.field(
          batch.points.values[row], as: layout.widensValues ? .float64 : series[number].type)
      case .smoothed:
        if batch.smoothed.isEmpty {
          rows.missing()
        } else {
          rows.field(batch.smoothed[row], as: .float64)
        }
      default: writeExtra(column, batch, row, place)
      }
    }
    rows.endRow()
  }

  private mutating func write(wallTime: Double, _ place: Int) {
    if !wallTime.isFinite, !layout.widensValues {
      rows.missing()
    } else if layout.writesISOTime, let text = iso8601(wallTime, decimals: 6) {
      rows.field(encoded: rows.encode(text, column: place))
    } else {
      rows.field(wallTime, as: .float64)
    }
  }

  private mutating func writeExtra(
    _ column: PointColumn, _ batch: borrowing PointBatch, _ row: Int, _ place: Int
  ) {
    switch column {
    case .superseded: rows.field(batch.superseded.isEmpty ? 0 : batch.superseded[row] ? 1 : 0)
    case .segment where !batch.segments.isEmpty: rows.field(batch.segments[row])
    case .offset where !batch.points.offsets.isEmpty: rows.field(batch.points.offsets[row])
    case .file where !batch.files.isEmpty && batch.files[row] >= 0:
      let name = batch.fileNames[Int(batch.files[row])]
      rows.field(encoded: rows.encode(name, column: place))
    default: rows.missing()
    }
  }
}

extension NumberType {
  /// The type's name in numpy and ml_dtypes.
  var name: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .float8E5M2: "float8_e5m2"
    case .float8E4M3FN: "float8_e4m3fn"
    case .float8E4M3FNUZ: "float8_e4m3fnuz"
    case .float8E4M3B11FNUZ: "float8_e4m3b11fnuz"
    case .float8E5M2FNUZ: "float8_e5m2fnuz"
    case .integer: "int64"
    case .boolean: "bool"
    }
  }
}

extension RowFrame {
  /// A frame for rows of a layout; nil if it has columns of another kind, or if `separators` is
  /// nil.
  ///
  /// - Parameters:
  ///   - layout: The columns.
  ///   - separators: The bytes before each column and after the row; nil for formats that cannot
  ///     use a frame.
  init?(_ layout: PointLayout, separators: [[UInt8]]?) {
    guard let separators else { return nil }
    var columns: [Column] = []
    for column in layout.columns {
      switch column {
      case .run, .tag, .dtype: columns.append(.text)
      case .step: columns.append(.step)
      case .wallTime where !layout.writesISOTime: columns.append(.wallTime)
      case .value: columns.append(.value)
      default: return nil
      }
    }
    self.init(columns, separators: separators, widensValues: layout.widensValues)
  }
}
